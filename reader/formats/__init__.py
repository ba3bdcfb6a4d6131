"""Documents in: a file of any known format becomes a core Document."""
