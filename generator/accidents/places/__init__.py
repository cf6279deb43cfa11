"""Text -> positions in the district: coordinate systems, repairs, roads, areas."""
