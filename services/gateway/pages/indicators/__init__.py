"""What the indicators of the published files mean, as one page."""
