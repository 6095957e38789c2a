"""`python -m services.gateway` serves until it is told to stop."""

from services.gateway.serving import serve
from services.gateway.settings import GatewaySettings
from services.runtime.settings import load

if __name__ == "__main__":
    serve(load(GatewaySettings))
