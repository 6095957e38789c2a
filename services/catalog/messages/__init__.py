"""Domain values to messages, one file for what belongs together."""
