"""What the letters and numbers of the published files mean, in our own words."""
