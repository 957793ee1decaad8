"""Every amount that a report names, and which of them are of one quantity."""
