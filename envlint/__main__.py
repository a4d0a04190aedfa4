"""``python -m envlint``."""

import sys

from envlint.cli import main

if __name__ == "__main__":
    sys.exit(main())
