"""What a code means in common language, composed by rules from the official structure."""

from services.catalog.domain.plain.describing import describe, opening

__all__ = ["describe", "opening"]
