"""The official files as published: each format's reader yields plain records or one fault."""
