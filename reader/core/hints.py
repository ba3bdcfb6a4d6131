"""Labels on the words in view: two letters typed lead to any of them."""

from __future__ import annotations

from itertools import product

_LETTERS = "fjdksleiwoapghruvncmtybqxz"
"""Those under the strongest fingers first."""

LABELS = tuple("".join(pair) for pair in product(_LETTERS, repeat=2))
"""Every label; words beyond their number have none."""
