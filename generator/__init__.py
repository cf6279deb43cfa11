"""Selamat's engine; imports nothing, so that any room can be entered alone."""
