"""Table -> findings: hotspots, patterns, changes, each past the gate."""
