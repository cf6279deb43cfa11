"""A quick warning: one sentence that a person typed, out on every placement within seconds, without accident data."""
