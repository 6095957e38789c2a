"""Speaks to Meilisearch: keeps its connections, asks its index, builds its index anew."""
