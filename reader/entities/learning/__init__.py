"""Learning from a person's corrections: a small layer over the built-in recogniser."""
