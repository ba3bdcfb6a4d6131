"""The verbs of the command line, one module a family.

A module has a function ``configure_VERB(parser)`` for each of its verbs (``configure_note_add``
for ``note add``): it adds the verb's arguments to an `argparse.ArgumentParser` and sets ``run``,
a function of the services and the parsed options that returns the exit status. What a verb needs
is imported when it runs.
"""
