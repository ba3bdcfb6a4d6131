"""Themes as Textual and the page use them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.theme import Theme as TextualTheme

from reader.core.theme import Theme


def textual_theme(theme: Theme) -> TextualTheme:
    """Return the theme for Textual's own widgets."""
    roles = theme.roles
    return TextualTheme(
        name=theme.name,
        primary=roles["accent"],
        secondary=roles["heading"],
        accent=roles["accent"],
        foreground=roles["text"],
        background=roles["background"],
        surface=roles["background"],
        panel=roles["panel"],
        warning=roles["warning"],
        error=roles["error"],
        success=roles["success"],
        dark=theme.dark,
        text_alpha=1.0,
        variables={
            "dim": roles["dim"],
            "heading": roles["heading"],
            "text-muted": roles["dim"],
            "selection": roles["selection"],
            "cursor": roles["cursor"],
            "block-cursor-background": roles["selection"],
            "block-cursor-foreground": roles["text"],
            "block-cursor-text-style": "none",
            "input-cursor-background": roles["accent"],
            "input-cursor-foreground": roles["background"],
            "input-selection-background": roles["selection"],
            "screen-selection-background": roles["selection"],
            "border": roles["dim"],
        },
    )


VARIABLES: Sequence[str] = ("dim", "heading", "selection", "cursor")
"""Names in the style sheets that Textual's own themes lack."""
