"""What is to be done with a person, by whom, by when: objectives and their steps."""
