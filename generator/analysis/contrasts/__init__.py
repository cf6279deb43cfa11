"""Contrasts: what is looked at, against what, and which looks survive the error control of the whole survey."""
