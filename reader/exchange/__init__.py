"""Annotations out, to the tools that people already use, and back in.

One module per format; `registry` names them, `files` puts what they make on the disk.
"""
