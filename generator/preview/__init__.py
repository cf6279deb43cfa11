"""`preview`: designs looked at before a week needs them, filled with what a campaign really finds."""
