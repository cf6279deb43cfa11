"""Exact tests, rates, patterns in time: numbers in, numbers out."""
