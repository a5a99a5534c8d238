"""What happened to a person: entries, dated twice and marked, and the timeline made of them."""
