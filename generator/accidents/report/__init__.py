"""The report of an intake: counts, changes, the small map, the judgement."""
