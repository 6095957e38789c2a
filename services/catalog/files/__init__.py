"""The way from files, as operators have them, to records: unpacked, recognised, in order."""
