"""Densities and clusters of points, for pictures and for comparison with other programs."""
