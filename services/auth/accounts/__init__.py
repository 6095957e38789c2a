"""What is done with accounts, one file for each kind of thing a person comes for."""
