"""Readers of the published formats, one each: a file in, an Edition or one FileFaultError out."""
