"""Reports gathered from the record, written, countersigned, and then final."""
