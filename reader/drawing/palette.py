"""How a look is drawn: colours by role, or attributes alone where there are no colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reader.core.entity import EntityType
from reader.core.paint import Look, Role, Style
from reader.core.theme import CONTRAST, Theme, contrast
from reader.core.typography import Typography


class Pen(NamedTuple):
    """Attributes of drawn text; an empty colour is the terminal's own."""

    foreground: str = ""
    """``#rrggbb``."""
    background: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    double_underline: bool = False
    reverse: bool = False
    strike: bool = False
    dim: bool = False

    def sgr(self) -> str:
        """Return the parameters of the SGR sequence that selects these attributes.

        Empty for a pen without attributes (ECMA-48, 8.3.117; 38 and 48 after ITU-T T.416).
        """
        attributes = (
            (self.bold, "1"),
            (self.dim, "2"),
            (self.italic, "3"),
            (self.underline and not self.double_underline, "4"),
            (self.reverse, "7"),
            (self.strike, "9"),
            (self.double_underline, "21"),
        )
        codes = [code for on, code in attributes if on]
        if self.foreground:
            codes.append(f"38;2;{_rgb(self.foreground)}")
        if self.background:
            codes.append(f"48;2;{_rgb(self.background)}")
        return ";".join(codes)

    def after(self, before: Pen | None) -> str:
        """Return the SGR sequence that changes to this pen; as few bytes as can be, most often.

        `before` is the pen that is in use; None if that is not known.
        """
        if before is not None and self.background and self.foreground:
            recoloured = before._replace(foreground=self.foreground, background=self.background)
            if recoloured == self and before.foreground and before.background:
                colours = [f"38;2;{_rgb(self.foreground)}"] * (self.foreground != before.foreground)
                colours += [f"48;2;{_rgb(self.background)}"] * (
                    self.background != before.background
                )
                return f"\x1b[{';'.join(colours)}m" if colours else ""
        return f"\x1b[0;{self.sgr()}m" if self.sgr() else "\x1b[0m"


# Those of the 16 that can be read on black and on white; letters and bold say what they do not.
_HUES: Mapping[str, str] = {
    **dict.fromkeys((EntityType.PERSON, EntityType.NORP), "#aa5500"),
    EntityType.ORG: "#00aaaa",
    **dict.fromkeys((EntityType.GPE, EntityType.LOC, EntityType.FAC), "#00aa00"),
    **dict.fromkeys(
        (EntityType.PRODUCT, EntityType.EVENT, EntityType.WORK_OF_ART, EntityType.LAW), "#aa00aa"
    ),
}


class ViewPalette(NamedTuple):
    """Colours as ``#rrggbb``. In `monochrome`, none of them is used."""

    text: str = "#d8d4cc"
    background: str = "#1c1b1a"
    heading: str = "#e8c98f"
    dim: str = "#9a948a"
    code: str = "#a8c7a0"
    link: str = "#8fb8e0"
    entity: str = "#c8b6e8"
    """Of a type that `entities` does not name."""
    entities: Mapping[str, str] = {}
    """By entity type."""
    annotation: str = "#3a3527"
    """Behind annotated text."""
    overlap: str = "#4d4429"
    """Behind text with two annotations or more."""
    codes: Mapping[str, str] = {}
    """By id of a code: behind text annotated with it."""
    hit: str = "#e0c060"
    current_hit: str = "#ff9e4a"
    selection: str = "#2f4a66"
    note: str = "#e0c060"
    """Of the bar beside a row with a note."""
    monochrome: bool = False
    """Bold, underline and reverse stand for everything: NO_COLOR, 16 colours."""
    hues: Mapping[str, str] = {}
    """By entity type, beside attributes in `monochrome`: what 16 colours can add."""

    @classmethod
    def of(cls, theme: Theme, *, monochrome: bool = False, hues: bool = False) -> ViewPalette:
        """Return the theme for the page; with `hues`, a terminal of 16 colours shows some."""
        roles = theme.roles
        return cls(
            text=roles["text"],
            background=roles["background"],
            heading=roles["heading"],
            dim=roles["dim"],
            code=roles["code"],
            link=roles["link"],
            entity=theme.entities["NAME"],
            entities=theme.entities,
            annotation=theme.annotations["annotation"],
            overlap=theme.annotations["overlap"],
            hit=roles["hit"],
            current_hit=roles["accent"],
            selection=roles["selection"],
            note=roles["accent"],
            monochrome=monochrome,
            hues=_HUES if hues else {},
        )

    def typography(self, wanted: Typography) -> Typography:
        """Return `wanted`, with the types of names in letters where colours do not tell them."""
        return wanted._replace(letters=wanted.letters or self.monochrome)

    def pen(self, look: Look) -> Pen:
        """Return how `look` is drawn."""
        if look.role is Role.HINT:
            return self._hint_pen()
        return self._attributes(look) if self.monochrome else self._colours(look)

    def with_codes(self, colours: Mapping[str, str]) -> ViewPalette:
        """Return the palette with words that have a code tinted in its colour.

        `colours` are ``#rrggbb`` by id of the code. The tint is as strong as lets all words on it
        be read.
        """
        return self._replace(codes={code: self._tint(one) for code, one in colours.items()})

    def _tint(self, colour: str) -> str:
        inks = (self.text, self.link, self.entity, *self.entities.values())
        tints = (_mixed(colour, self.background, share / 100) for share in range(40, 10, -5))
        readable = (one for one in tints if min(contrast(ink, one) for ink in inks) >= CONTRAST)
        return next(readable, _mixed(colour, self.background, 0.1))

    def entity_pen(self, label: str) -> Pen:
        """Return how the letter of an entity type is drawn in the margin."""
        if self.monochrome:
            return Pen(self.hues.get(label, ""), bold=True)
        return Pen(self.entities.get(label, self.entity), self.background)

    def note_pen(self) -> Pen:
        """Return how the bar beside a row with a note is drawn."""
        return Pen(bold=True) if self.monochrome else Pen(self.note, self.background)

    def _hint_pen(self) -> Pen:
        if self.monochrome:
            return Pen(bold=True, reverse=True)
        return Pen(self.background, self.current_hit, bold=True)

    def _attributes(self, look: Look) -> Pen:
        style = look.style
        reverse = (look.hit > 0) or look.selected
        return Pen(
            "" if reverse else self.hues.get(look.entity, ""),
            bold=bool(look.entity)
            or look.role in {Role.HEADING, Role.TABLE_HEAD}
            or bool(style & Style.STRONG)
            or look.hit == 2,
            italic=bool(style & Style.EMPHASIS) or _is_minor(look),
            underline=look.annotations == 1 or bool(style & Style.LINK),
            double_underline=look.annotations > 1,
            reverse=reverse is not look.caret,
            strike=bool(style & Style.STRIKE),
            dim=look.role is Role.DIM and not reverse,
        )

    def _colours(self, look: Look) -> Pen:
        style = look.style
        foreground, background = self._foreground(look), self._background(look)
        if look.hit:
            foreground = self.background
        return Pen(
            foreground,
            background,
            bold=look.role in {Role.HEADING, Role.TABLE_HEAD}
            or bool(style & Style.STRONG)
            or look.hit == 2,
            italic=bool(style & Style.EMPHASIS) or _is_minor(look),
            underline=look.annotations == 1 or bool(style & Style.LINK),
            double_underline=look.annotations > 1,
            reverse=look.caret,
            strike=bool(style & Style.STRIKE),
        )

    def _foreground(self, look: Look) -> str:
        if look.entity:
            return self.entities.get(look.entity, self.entity)
        if look.style & (Style.LINK | Style.FOOTNOTE):
            return self.link
        if look.style & Style.CODE or look.role is Role.CODE:
            return self.code
        if look.role is Role.HEADING:
            return self.heading
        return self.dim if look.role is Role.DIM else self.text

    def _background(self, look: Look) -> str:
        if look.hit:
            return self.current_hit if look.hit == 2 else self.hit
        if look.selected:
            return self.selection
        if look.annotations > 1:
            return self.overlap
        if look.annotations:
            return self.codes.get(look.code, self.annotation)
        return self.background


def _is_minor(look: Look) -> bool:
    """Whether it is a heading within a section."""
    return look.role is Role.HEADING and look.level >= 3


def _mixed(colour: str, background: str, share: float) -> str:
    """Return `background` with a `share` of `colour` in it."""
    pairs = [(int(colour[i : i + 2], 16), int(background[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _rgb(colour: str) -> str:
    return f"{int(colour[1:3], 16)};{int(colour[3:5], 16)};{int(colour[5:7], 16)}"
