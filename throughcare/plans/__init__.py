"""What is to be done with a person, by whom, by when: objectives with their steps, agreed with the
person or not. What somebody needs is shown by assessments; meeting them belongs to supervision.
"""
