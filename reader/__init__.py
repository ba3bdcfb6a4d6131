"""Read documents in a terminal, and annotate them."""

__version__ = "0.1.0"
