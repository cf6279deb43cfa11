"""One module a kind of notice, found by looking here; each offers `tell(desk)`."""
