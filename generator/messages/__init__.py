"""Insight -> words."""
