"""What a code is in another system or edition."""
