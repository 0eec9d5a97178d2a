"""One frozen type per table of the lexicon; the fields are the columns of the table."""

from __future__ import annotations

from dataclasses import dataclass


def split_names(value: str) -> tuple[str, ...]:
    """The names of a field that separates them by ``|``.

    >>> split_names("甲|乙"), split_names("")
    (('甲', '乙'), ())
    """
    return tuple(value.split("|")) if value else ()


@dataclass(frozen=True, slots=True)
class Division:
    """A province, prefecture or county by its GB/T 2260 code (``divisions.tsv``).

    ``use`` is ``context`` when the short name is an ordinary word.
    """

    code: str
    name: str
    short_name: str
    parent: str
    level: str
    use: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of a public directory (``zones.tsv``); ``kind`` is a notation of the park kinds."""

    name: str
    short_names: str
    kind: str
    level: str
    place_code: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class CentralEnterprise:
    """An enterprise that the central government owns (``central-soes.tsv``).

    ``list`` is ``sasac``, ``mof``, ``finance`` or ``culture``.
    """

    id: str
    name: str
    short_names: str
    ambiguous_names: str
    former_names: str
    list: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Subsidiary:
    """An enterprise that belongs to a central enterprise, its ``parent`` (``soe-subsidiaries.tsv``)."""

    name: str
    short_names: str
    parent: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class PrefixRule:
    """Names that begin with ``prefix`` belong to the group ``parent`` (``patterns.tsv``).

    ``exclusive`` is ``no`` when others use the prefix too; then one of the words of ``requires``
    must follow.  The rule does not hold when one of the words of ``unless`` follows at once.
    """

    prefix: str
    parent: str
    exclusive: str
    requires: str
    unless: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A name that begins like a central enterprise's and is none (``lookalikes.tsv``)."""

    name: str
    reason: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class ListedCompany:
    """A company listed in Shanghai, Shenzhen or Beijing (``listed-companies.tsv``).

    ``use`` is ``free``, ``context`` when the short name can be an ordinary phrase, and ``word``
    when it is an ordinary word or a place, which is not searched for.
    """

    code: str
    short_name: str
    name: str
    use: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class WellKnownEnterprise:
    """An enterprise that is neither central nor listed by that name (``known-enterprises.tsv``).

    ``ownership`` is ``foreign``, ``private``, ``local-state``, ``joint-venture``, or empty when it
    is not certain; ``country`` the ISO 3166-1 code of the head office.  ``ambiguous_names`` are
    ordinary words, places or trade names of several enterprises too.
    """

    name: str
    short_names: str
    ambiguous_names: str
    ownership: str
    country: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class ParkPattern:
    """An ending of park names (``park-patterns.tsv``); ``strength`` is ``strong`` or ``weak``."""

    suffix: str
    kind: str
    strength: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form that ends enterprise names (``forms.tsv``); ``use`` is full, short or generic."""

    form: str
    kind: str
    use: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class TradeSuffix:
    """A word that ends short names of companies (``trade-suffixes.tsv``)."""

    suffix: str
    strength: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class AgencyEnding:
    """An ending of names that are not enterprises' names (``agencies.tsv``).

    ``kind`` is ``agency`` for bodies of party and government, else what it is: ``education``,
    ``research``, ``association``, ``media`` …
    """

    ending: str
    kind: str
    source: str
    date: str
