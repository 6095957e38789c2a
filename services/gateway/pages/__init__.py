"""The website, one folder a feature: its views, and what they make of the services' answers."""
