"""The verb `new`: a campaign file for files that nobody prepared."""
