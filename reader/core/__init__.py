"""The model and its rules: standard library only, no I/O, no terminal, no database.

Offsets everywhere are code points into a document's canonical text and spans are
half-open, ``[start, end)``.
"""
