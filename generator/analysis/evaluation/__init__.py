"""Before and after a campaign: what would have happened without it, and whether the data can tell the difference."""
