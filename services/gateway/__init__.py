"""The website and the programming interface: the only HTTP door."""
