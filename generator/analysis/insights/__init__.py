"""One module per kind of finding, found by listing this package; each has find(context) -> tuple of insights."""
