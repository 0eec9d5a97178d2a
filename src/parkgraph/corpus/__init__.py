"""All documents together: copies of one text, values chosen and values that contradict each other."""
