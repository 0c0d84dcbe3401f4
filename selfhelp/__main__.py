"""`python -m selfhelp` is the `selfhelp` command."""

from selfhelp.cli import main

main()
