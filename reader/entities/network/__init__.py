"""The statistical layer: a small network over words, its weights, and what runs it."""
