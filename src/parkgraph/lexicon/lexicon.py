"""The whole lexicon: every table of names read, checked and made ready to be found in text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from parkgraph.lexicon.enterprises import Enterprises, KnownEnterprise, Ownership
from parkgraph.lexicon.places import PlaceMatch, Places
from parkgraph.lexicon.rows import (
    AgencyEnding,
    CentralEnterprise,
    Division,
    LegalForm,
    ListedCompany,
    Lookalike,
    ParkPattern,
    PrefixRule,
    Subsidiary,
    TradeSuffix,
    WellKnownEnterprise,
    Zone,
    split_names,
)
from parkgraph.lexicon.tables import read_rows
from parkgraph.lexicon.zones import Zones


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables of ``seeds/lexicon`` that hold names, and the matchers over them."""

    divisions: tuple[Division, ...]
    zones: tuple[Zone, ...]
    central: tuple[CentralEnterprise, ...]
    subsidiaries: tuple[Subsidiary, ...]
    prefixes: tuple[PrefixRule, ...]
    lookalikes: tuple[Lookalike, ...]
    listed: tuple[ListedCompany, ...]
    well_known: tuple[WellKnownEnterprise, ...]
    park_patterns: tuple[ParkPattern, ...]
    legal_forms: tuple[LegalForm, ...]
    trade_suffixes: tuple[TradeSuffix, ...]
    agencies: tuple[AgencyEnding, ...]
    name_endings: tuple[str, ...]
    places: Places
    zone_names: Zones
    enterprises: Enterprises

    def find_places(self, text: str, near: Collection[str] = ()) -> tuple[PlaceMatch, ...]:
        """The places named in a text; ``near`` are codes that are known to matter."""
        return self.places.find(text, near)

    def find_zones(self, text: str) -> tuple[tuple[int, int, Zone], ...]:
        """The zones of the public directories named in a text: start, end, zone."""
        return tuple(self.zone_names.find(text))

    def find_enterprises(self, text: str) -> tuple[tuple[int, int, KnownEnterprise], ...]:
        """Every enterprise of the lexicon named in a text: start, end, enterprise."""
        return tuple(self.enterprises.find(text))

    def find_central(self, text: str) -> tuple[tuple[int, int, KnownEnterprise], ...]:
        """The central enterprises and their subsidiaries named in a text."""
        return tuple(self.enterprises.find_central(text))

    def find_listed(self, text: str) -> tuple[tuple[int, int, KnownEnterprise], ...]:
        """The listed companies named in a text."""
        return tuple(self.enterprises.find_listed(text))

    def zone_of(self, name: str, code: str = "") -> Zone | None:
        """The zone of a directory that a string, as a whole, names.

        Its place may also be written with its level and the places it lies in (江苏省靖江市开发区),
        when that is one place and the zone lies there.

        :param code: the code of the place, when it is known
        """
        zone = self.zone_names.get(name)
        if zone is not None:
            return zone
        end = self.places.prefix_of(name)
        last = self.find_places(name[:end])[-1:]
        if not last or last[0].end != end:
            return None
        codes = (code,) if code in last[0].codes else last[0].codes
        for short in split_names(self.places.by_code[codes[0]].short_name) if len(codes) == 1 else ():
            zone = self.zone_names.get(short + name[end:])
            if zone is not None and zone.place_code in (codes[0], *self.places.ancestors(codes[0])):
                return zone
        return None

    def full_name(self, name: str) -> str | None:
        """The full name of an enterprise that a string, as a whole, names; None when it is not known."""
        for start, end, known in self.enterprises.find(name):
            if start == 0 and end == len(name):
                return known.name
        listed = self.enterprises.listed_by_form(name)
        return None if listed is None else listed.name

    def is_central_group(self, name: str) -> bool:
        """Whether a string is the name by which the lists now call a central enterprise."""
        owner = self.ownership(name)
        return owner is not None and owner.group == name

    def enterprise_prefix(self, name: str) -> int:
        """The length of the known enterprise's name that ``name`` begins with, 0 without one."""
        return self.enterprises.prefix_of(name)

    def ownership(self, name: str) -> Ownership | None:
        """The central enterprise that an enterprise is or belongs to; None when no list says so."""
        return self.enterprises.ownership(name)

    def kind_of_owner(self, name: str) -> tuple[str, str, str] | None:
        """Who owns an enterprise by the lists: notation of the ownership, source, date.

        The notation is ``central``, ``local-state``, ``private``, ``foreign`` or ``joint-venture``;
        None when no list says so, or when the name alone is too ambiguous to say.
        """
        return self.enterprises.kind_of_owner(name)

    def is_place(self, name: str) -> bool:
        """Whether a string is, as a whole, the name of one or more divisions (江苏连云港)."""
        return bool(name) and self.places.prefix_of(name) == len(name)

    def starts_with_place(self, name: str) -> bool:
        """Whether a string begins with the name of a division."""
        return self.places.prefix_of(name) > 0

    def strip_place(self, name: str) -> str:
        """A string without the names of divisions it begins with; as it is when nothing would stay."""
        return name[self.places.prefix_of(name) :] or name


@cache
def load_lexicon() -> Lexicon:
    """Reads and checks every table of names, once for a process.

    :raises ResourceError: naming file, line and reason when a table is malformed, or the name
        when a reference between tables is broken
    """
    divisions = read_rows("divisions.tsv", Division, ("code",), frozenset({"short_name", "parent"}))
    zones = read_rows("zones.tsv", Zone, ("name",), frozenset({"short_names", "place_code"}))
    central = read_rows(
        "central-soes.tsv",
        CentralEnterprise,
        ("id",),
        frozenset({"short_names", "ambiguous_names", "former_names"}),
    )
    subsidiaries = read_rows("soe-subsidiaries.tsv", Subsidiary, ("name",), frozenset({"short_names"}))
    prefixes = read_rows("patterns.tsv", PrefixRule, ("prefix",), frozenset({"requires", "unless"}))
    lookalikes = read_rows("lookalikes.tsv", Lookalike, ("name",))
    listed = read_rows("listed-companies.tsv", ListedCompany, ("code",), frozenset({"name"}))
    well_known = read_rows(
        "known-enterprises.tsv",
        WellKnownEnterprise,
        ("name",),
        frozenset({"short_names", "ambiguous_names", "ownership"}),
    )
    park_patterns = read_rows("park-patterns.tsv", ParkPattern, ("suffix",))
    legal_forms = read_rows("forms.tsv", LegalForm, ("form",))
    trade_suffixes = read_rows("trade-suffixes.tsv", TradeSuffix, ("suffix",))
    agencies = read_rows("agencies.tsv", AgencyEnding, ("ending",))
    endings = {row.form for row in legal_forms} | {row.suffix for row in trade_suffixes}
    return Lexicon(
        divisions=divisions,
        zones=zones,
        central=central,
        subsidiaries=subsidiaries,
        prefixes=prefixes,
        lookalikes=lookalikes,
        listed=listed,
        well_known=well_known,
        park_patterns=park_patterns,
        legal_forms=legal_forms,
        trade_suffixes=trade_suffixes,
        agencies=agencies,
        name_endings=tuple(sorted(endings, key=lambda ending: (-len(ending), ending))),
        places=Places(divisions, (row.ending for row in agencies if row.kind == "agency")),
        zone_names=Zones(zones, {row.code for row in divisions}),
        enterprises=Enterprises(
            central,
            subsidiaries,
            listed,
            prefixes,
            lookalikes,
            agencies,
            well_known,
            (row.form for row in legal_forms if row.kind in ("limited", "joint-stock", "group", "company")),
        ),
    )
