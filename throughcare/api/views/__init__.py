"""The door other programs come by, and the pages on which they are let in."""
