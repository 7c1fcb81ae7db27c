"""`chiso` as its installed script runs it: a file, as some libraries take a `python -c` for a doctest."""

from flows.cli import main

main()
