"""Recognisers of other libraries as ours: each module is a plug-in that needs its extra."""
