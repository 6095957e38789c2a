"""The tools of a coder: claim check, fees, crosswalk."""
