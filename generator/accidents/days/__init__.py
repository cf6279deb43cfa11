"""Text -> day, minute and instant of every accident."""
