"""Bytes of a file -> tables of text: packing, encodings, delimiters, workbooks in a process of their own."""
