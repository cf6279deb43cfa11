"""What a week tells beyond the records: events, community work, corrections, answers, a quiz; as Insights with codes."""
