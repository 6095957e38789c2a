"""Finds codes from words and from the beginnings of codes, in one Meilisearch index."""
