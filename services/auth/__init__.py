"""Who a reader is, what the reader's plan allows, and how much of it is left."""
