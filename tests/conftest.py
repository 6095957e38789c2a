"""What all tests share: how hypothesis runs."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "codebook", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("codebook")
