"""The command line: one module for each command. Each imports what it needs when it runs, so that help is quick."""
