"""What belongs to the site as a whole: static files, robots, the icon."""
