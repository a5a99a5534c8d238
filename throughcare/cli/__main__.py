"""`python -m throughcare.cli`, for an environment that was moved after it was made."""

import sys

from throughcare.cli.words import main

if __name__ == "__main__":
    sys.exit(main())
