"""The invented district: a believable kabupaten in the open sea, of any size and any seed."""

from generator.sample.district import SampleSummary, write_district

__all__ = ["SampleSummary", "write_district"]
