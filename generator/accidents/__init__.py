"""File -> table: everything behind the privacy wall."""
