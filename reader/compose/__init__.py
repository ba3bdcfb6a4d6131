"""The composition root: the one place that builds the parts of the program and hands them over."""

from reader.compose.services import REMEMBERED, Services

__all__ = ["REMEMBERED", "Services"]
