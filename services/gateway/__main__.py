"""`python -m services.gateway` serves until it is told to stop."""

from services.gateway.serving import serve
from services.gateway.settings import GatewaySettings

if __name__ == "__main__":
    serve(GatewaySettings())
