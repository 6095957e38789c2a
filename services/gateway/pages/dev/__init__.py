"""What there is on a developer's machine only."""
