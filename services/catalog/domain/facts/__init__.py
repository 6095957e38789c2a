"""What the published tables say of a code on a date of service. Each rule is a function."""
