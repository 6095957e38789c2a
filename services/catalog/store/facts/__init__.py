"""Reads that have statements of their own: edits, coverage and index terms."""
