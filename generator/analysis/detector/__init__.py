"""Counts on lixels -> hotspots, with their error rate."""
