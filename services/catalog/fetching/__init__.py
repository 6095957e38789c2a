"""Downloads of the publishers' current files."""
