"""The page of a code."""
