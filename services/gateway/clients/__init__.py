"""One narrow client for each service behind the gateway; plain dataclasses come out."""
