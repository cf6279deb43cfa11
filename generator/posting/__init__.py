"""Post -> queue -> hand-over."""
