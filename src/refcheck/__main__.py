"""``python -m refcheck``."""

from refcheck.cli.main import main

main()
