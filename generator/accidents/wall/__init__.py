"""The privacy wall: what may be said, what may never pass, the lists that stay behind it."""
