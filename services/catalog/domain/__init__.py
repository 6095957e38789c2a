"""The rules of the code book: what a code is, what is in force, what a note applies to."""
