"""Files that nobody prepared -> what a campaign file should say about them."""
