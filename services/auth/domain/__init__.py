"""The rules of admission: guests, networks, windows, plans, and the port to the counters."""
