"""Well-known enterprises that are neither central nor listed by that name, and their ownership.

The ownership of such an enterprise is that of its row when a name is one of its sure names, or one
followed by nothing but a legal form, with or without a place in parentheses (乙（中国）有限公司):
such a name is the enterprise itself or its wholly owned company.  Other words between (乙丙涂料)
may stand for a partner, so that nothing is said; nor is anything of an ambiguous name, which a
small enterprise may bear too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from parkgraph.errors import ResourceError
from parkgraph.lexicon.rows import WellKnownEnterprise, split_names

_TABLE = "known-enterprises.tsv"
_OWNERSHIPS = ("", "foreign", "joint-venture", "local-state", "private")
_NARROW = str.maketrans("（）", "()")
_SHORTEST = 2


class WellKnown:
    """The rows of the table by name; ``names`` says of each name whether it is ambiguous."""

    def __init__(
        self, rows: Iterable[WellKnownEnterprise], forms: Iterable[str], taken: Collection[str]
    ) -> None:
        """:param taken: the names of the other tables, of which none may stand here again."""
        self.names: dict[str, tuple[WellKnownEnterprise, bool]] = {}
        endings = "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))
        self._rest = re.compile(rf"(?:（[^（）]{{2,8}}）)?(?:{endings})?")
        for row in rows:
            if row.ownership not in _OWNERSHIPS:
                raise ResourceError(f"{_TABLE}: {row.name}: no ownership is called {row.ownership}")
            self._add(row.name, row, False, taken)
            for name in split_names(row.short_names):
                self._add(name, row, False, taken)
            for name in split_names(row.ambiguous_names):
                self._add(name, row, True, taken)
        self._longest = max(map(len, self.names), default=0)

    def _add(self, name: str, row: WellKnownEnterprise, unsure: bool, taken: Collection[str]) -> None:
        if name in taken:
            raise ResourceError(f"{_TABLE}: {name} of {row.name} stands in another table of enterprises")
        if name in self.names:
            raise ResourceError(f"{_TABLE}: {name} names both {self.names[name][0].name} and {row.name}")
        self.names[name] = self.names[name.translate(_NARROW)] = (row, unsure)

    def ownership(self, name: str) -> tuple[str, str, str] | None:
        """Notation, source and date of the ownership of a name with full-width parentheses."""
        for end in range(min(self._longest, len(name)), _SHORTEST - 1, -1):
            row, unsure = self.names.get(name[:end], (None, False))
            if row is None or not self._rest.fullmatch(name, end):
                continue
            return None if unsure or not row.ownership else (row.ownership, row.source, row.date)
        return None
