"""One module per computation, found by listing this package.

A module has find(context) -> insights, or looks(context) -> what it tests, or both: all looks of a survey are judged
together (`contrasts/look.py`) before any module is asked to find.
"""
