"""Text -> codes, casualties, road users, severity, money."""
