"""The books, level by level."""
