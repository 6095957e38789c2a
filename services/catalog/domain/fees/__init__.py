"""What Medicare pays for a service: exact decimals, each step with its source."""
