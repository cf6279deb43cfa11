"""Message -> picture."""
