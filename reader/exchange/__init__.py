"""Annotations out, to the tools that people already use."""
