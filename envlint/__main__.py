"""``python -m envlint``."""

from envlint.cli import program

if __name__ == "__main__":
    program()
