"""One module a file format; each has SUFFIXES and `read(path, settings) -> list[RawTable]`."""
