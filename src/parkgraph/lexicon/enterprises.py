"""Enterprises the lexicon knows, and who owns them.

Ownership is decided by lists only, in this order, the first that answers:

1. the name is one of a central enterprise (full, short, or a former one);
2. it is that of a listed subsidiary, in full or short;
3. it begins with the full name of one of these (a branch or works of it);
4. it begins with a prefix that only one group uses, or with a prefix that others use too and
   one of the group's own words behind it.

A name in the table of lookalikes, or one that ends like a university, an association or another
body that is no enterprise, is never answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parkgraph.errors import ResourceError
from parkgraph.lexicon.matching import NameMatcher
from parkgraph.lexicon.rows import (
    AgencyEnding,
    CentralEnterprise,
    ListedCompany,
    Lookalike,
    PrefixRule,
    Subsidiary,
    WellKnownEnterprise,
    split_names,
)
from parkgraph.lexicon.well_known import WellKnown

_WIDE = str.maketrans("()", "（）")
_NARROW = str.maketrans("（）", "()")
_SHORTEST_WHOLE = 6
_JOINT_STOCK = "股份"
_GROUP = "集团"


@dataclass(frozen=True, slots=True)
class Ownership:
    """The central enterprise that an enterprise is, or belongs to.

    ``group_id`` is its identifier in the lexicon and ``group`` its full name; ``source`` and
    ``date`` are those of the list that says so; ``rule`` is ``list``, ``former-name``,
    ``subsidiary``, ``branch`` or ``prefix``.
    """

    group_id: str
    group: str
    confidence: float
    source: str
    date: str
    rule: str


@dataclass(frozen=True, slots=True)
class KnownEnterprise:
    """What a name in the lexicon stands for.

    ``name`` is the full name of the enterprise; ``group_id`` that of its central group, empty
    when it has none; ``needs_context`` holds for names that are ordinary words too, or whose
    owner is not sure without a company word or a project beside them.
    """

    name: str
    group_id: str
    needs_context: bool
    source: str
    date: str


class Enterprises:
    """The enterprises of the lexicon by name, and their owners."""

    def __init__(
        self,
        central: Iterable[CentralEnterprise],
        subsidiaries: Iterable[Subsidiary],
        listed: Iterable[ListedCompany],
        prefixes: Iterable[PrefixRule],
        lookalikes: Iterable[Lookalike],
        endings: Iterable[AgencyEnding],
        well_known: Iterable[WellKnownEnterprise] = (),
        forms: Iterable[str] = (),
    ) -> None:
        forms = tuple(forms)
        self.central = {row.id: row for row in central}
        self._endings = tuple(sorted(row.ending for row in endings))
        self._lookalikes = {row.name for row in lookalikes}
        self._owners: dict[str, Ownership] = {}
        self._full_names: set[str] = set()
        self._prefixes = sorted(prefixes, key=lambda rule: (-len(rule.prefix), rule.prefix))
        known: dict[str, KnownEnterprise | None] = dict.fromkeys(self._lookalikes)
        for row in self.central.values():
            self._add_central(row, known)
        for subsidiary in subsidiaries:
            self._add_subsidiary(subsidiary, known)
        self._prefixes_by_first: dict[str, list[PrefixRule]] = {}
        for rule in self._prefixes:
            self._owner(rule.parent, f"patterns.tsv: {rule.prefix}")
            self._prefixes_by_first.setdefault(rule.prefix[0], []).append(rule)
        self._lookalikes_by_first: dict[str, list[str]] = {}
        for lookalike in sorted(self._lookalikes):
            self._lookalikes_by_first.setdefault(lookalike[0], []).append(lookalike)
        self._central_names: NameMatcher[KnownEnterprise | None] = NameMatcher(known)
        listed_known: dict[str, KnownEnterprise | None] = {}
        for company in listed:
            entry = KnownEnterprise(
                company.name or company.short_name, "", False, company.source, company.date
            )
            if company.name:
                listed_known.setdefault(company.name, entry)
            if company.use != "word":
                unsure = KnownEnterprise(
                    entry.name, "", company.use == "context", company.source, company.date
                )
                listed_known.setdefault(company.short_name, unsure)
        self._joint_stock = tuple(form for form in forms if _JOINT_STOCK in form or form == _GROUP)
        self._listed_names: NameMatcher[KnownEnterprise | None] = NameMatcher(listed_known)
        self._well_known = WellKnown(well_known, forms, listed_known.keys() | known.keys())
        others: dict[str, KnownEnterprise | None] = {
            name: KnownEnterprise(row.name, "", unsure, row.source, row.date)
            for name, (row, unsure) in self._well_known.names.items()
        }
        self._names: NameMatcher[KnownEnterprise | None] = NameMatcher(others | listed_known | known)

    def _owner(self, group_id: str, where: str) -> CentralEnterprise:
        if group_id not in self.central:
            raise ResourceError(f"{where}: no central enterprise has the id {group_id}")
        return self.central[group_id]

    def _add_central(self, row: CentralEnterprise, known: dict[str, KnownEnterprise | None]) -> None:
        sure = KnownEnterprise(row.name, row.id, False, row.source, row.date)
        unsure = KnownEnterprise(row.name, row.id, True, row.source, row.date)
        groups = (
            ((row.name,), sure, 1.0, "list"),
            (split_names(row.short_names), sure, 0.98, "list"),
            (split_names(row.ambiguous_names), unsure, 0.6, "list"),
            (split_names(row.former_names), sure, 0.95, "former-name"),
        )
        self._full_names.update((row.name, *split_names(row.former_names)))
        for names, meaning, confidence, rule in groups:
            for name in names:
                self._add(name, row, Ownership(row.id, row.name, confidence, row.source, row.date, rule))
                known[name] = known[name.translate(_NARROW)] = meaning

    def _add_subsidiary(self, row: Subsidiary, known: dict[str, KnownEnterprise | None]) -> None:
        group = self._owner(row.parent, f"soe-subsidiaries.tsv: {row.name}")
        ownership = Ownership(group.id, group.name, 0.95, row.source, row.date, "subsidiary")
        self._full_names.add(row.name)
        for name in (row.name, *split_names(row.short_names)):
            self._add(name, group, ownership)
            meaning = KnownEnterprise(row.name, group.id, False, row.source, row.date)
            known[name] = known[name.translate(_NARROW)] = meaning

    def _add(self, name: str, group: CentralEnterprise, ownership: Ownership) -> None:
        taken = self._owners.get(name)
        if taken is not None and taken.group_id != group.id:
            raise ResourceError(f"{name}: given to {taken.group_id} and to {group.id}")
        if taken is None:
            self._owners[name] = ownership

    def find(self, text: str) -> Iterator[tuple[int, int, KnownEnterprise]]:
        """Every known enterprise named in a text: start, end and what it is."""
        return _without_lookalikes(self._names.find(text))

    def find_central(self, text: str) -> Iterator[tuple[int, int, KnownEnterprise]]:
        """The central enterprises and their subsidiaries named in a text."""
        return _without_lookalikes(self._central_names.find(text))

    def find_listed(self, text: str) -> Iterator[tuple[int, int, KnownEnterprise]]:
        """The listed companies named in a text."""
        return _without_lookalikes(self._listed_names.find(text))

    def listed_by_form(self, name: str) -> KnownEnterprise | None:
        """The listed company that a name of its short name and a legal form stands for.

        A listed company is a joint-stock one (甲化学集团股份有限公司 is 甲化学), or called a group for
        short; 甲化学集团有限公司 is as a rule the parent that holds it, so that nothing is said of it.
        """
        name = name.translate(_WIDE)
        for form in self._joint_stock:
            head = name.removesuffix(form)
            listed = None if head == name else self._listed_names.get(head)
            if listed is None or (form == _GROUP and listed.needs_context):
                continue
            central = self._central_names.get(head)
            if central is None:
                return listed
            if central.name != self.central[central.group_id].name:
                return central  # a subsidiary; a group of that name is not the company that is listed
        return None

    def opens(self, name: str) -> bool:
        """Whether a name that is looked for, be it only like an enterprise's, begins a string."""
        return self._names.prefix_of(name) > 0

    def prefix_of(self, name: str) -> int:
        """The length of the known enterprise that a name begins with; 0 without one or if unsure."""
        length = self._names.prefix_of(name)
        known = self._names.get(name[:length]) if length else None
        return length if known is not None and not known.needs_context else 0

    def ownership(self, name: str) -> Ownership | None:
        """The central enterprise that a name is, or belongs to; None when the lists do not say so."""
        name = name.translate(_WIDE).strip()
        if name in self._lookalikes:
            return None
        exact = self._owners.get(name)
        if exact is not None:
            return exact
        if name.endswith(self._endings):
            return None
        return self._owner_of_branch(name) or self._owner_by_prefix(name)

    def kind_of_owner(self, name: str) -> tuple[str, str, str] | None:
        """The notation of the ownership of an enterprise, the list that says so and its date."""
        central = self.ownership(name)
        if central is not None:
            return "central", central.source, central.date
        name = name.translate(_WIDE).strip()
        return None if name in self._lookalikes else self._well_known.ownership(name)

    def _owner_of_branch(self, name: str) -> Ownership | None:
        for end in range(len(name) - 1, _SHORTEST_WHOLE - 1, -1):
            if name[:end] in self._full_names:
                whole = self._owners[name[:end]]
                confidence = min(whole.confidence, 0.9)
                return Ownership(whole.group_id, whole.group, confidence, whole.source, whole.date, "branch")
        return None

    def _owner_by_prefix(self, name: str) -> Ownership | None:
        if any(name.startswith(lookalike) for lookalike in self._lookalikes_by_first.get(name[:1], ())):
            return None
        for rule in self._prefixes_by_first.get(name[:1], ()):
            if not name.startswith(rule.prefix):
                continue
            rest = name[len(rule.prefix) :]
            if not rest or rest.startswith(split_names(rule.unless)):
                return None
            if rule.exclusive == "no" and not any(word in rest for word in split_names(rule.requires)):
                return None
            group = self.central[rule.parent]
            confidence = 0.85 if rule.exclusive == "yes" else 0.75
            return Ownership(group.id, group.name, confidence, rule.source, rule.date, "prefix")
        return None


def _without_lookalikes(
    found: Iterator[tuple[int, int, KnownEnterprise | None]],
) -> Iterator[tuple[int, int, KnownEnterprise]]:
    return ((start, end, known) for start, end, known in found if known is not None)
