"""Road file and positions -> lixels with counts."""
