"""What a query means, what the index holds and how an answer is put together."""
