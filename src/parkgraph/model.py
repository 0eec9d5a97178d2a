"""The values that pass between the stages.

Every type here is frozen, hashable and picklable, and knows nothing of files, RDF or
regular expressions.  Two coordinate systems occur and are never mixed:

*raw* offsets count the code points of the decoded document as it came, noise included;
*clean* offsets count the code points of :attr:`CleanDocument.text`.
All offsets are half open: ``text[start:end]``.

The stages, in order::

    bytes -> Document -> CleanDocument -> Mention* -> Facts -> quads
            sources      text            mentions    relations  mapping
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

# --------------------------------------------------------------------------- sources


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read: decoded, nothing else changed.

    ``identifier`` is the first 16 hexadecimal digits of the SHA-256 of ``text`` in UTF-8,
    so that the same content has the same name wherever it lay.  ``source`` is where it
    came from (a path, ``archive.zip!member`` or ``file.jsonl#17``), for people to read.
    """

    identifier: str
    source: str
    text: str
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None


# ------------------------------------------------------------------------------ text


class Role(StrEnum):
    """What a sentence is on its page."""

    HEADLINE = "headline"
    SUBHEADING = "subheading"
    BODY = "body"
    CAPTION = "caption"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its clean offsets; ``paragraph`` counts from 0 within the document."""

    start: int
    end: int
    paragraph: int
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page: clean offsets, its own headline, zone and date where it states them."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]
    headline: str | None = None
    zone: str | None = None
    published: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """The readable text of a document with the way back to its raw characters.

    ``starts[i]`` and ``ends[i]`` are the raw offsets of the character ``text[i]``; a
    character repaired from garbled bytes maps to the whole garble.  ``site`` is the name of the
    zone or government whose site the page is from, where a menu or the foot of the page has it: it is no part
    of ``text``.
    """

    document: Document
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    articles: tuple[Article, ...]
    site: CleanDocument | None = None


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Raw characters of a document that say something.

    ``exact`` is the cleaned quote of ``document.text[start:end]``; ``sentence`` is the whole
    cleaned sentence it stands in.
    """

    start: int
    end: int
    exact: str
    sentence: str


# -------------------------------------------------------------------------- mentions


class Kind(StrEnum):
    """The kinds of thing a name can stand for."""

    PARK = "park"
    ENTERPRISE = "enterprise"
    PROJECT = "project"
    POLICY = "policy"
    PLACE = "place"
    AGENCY = "agency"
    INDUSTRY = "industry"


class Modality(StrEnum):
    """Whether the text says that it is so, or that it shall be so."""

    ACTUAL = "actual"
    PLANNED = "planned"


class Bound(StrEnum):
    """How the written figure bounds the true one (近, 约, 超, 不少于, 不超过)."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"


class Status(StrEnum):
    """The stages of a project, in their order."""

    PLANNED = "planned"
    NEGOTIATING = "negotiating"
    SIGNED = "signed"
    PREPARING = "preparing"
    UNDER_CONSTRUCTION = "underConstruction"
    COMPLETED = "completed"
    IN_PRODUCTION = "inProduction"
    TERMINATED = "terminated"


class EntryMode(StrEnum):
    """How an enterprise is in a park."""

    SIGNED = "signed"
    SETTLED = "settled"
    OPERATING = "operating"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Clean offsets of a piece of text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar days from ``start`` to ``end``, both included, and the words that say so."""

    start: dt.date
    end: dt.date
    text: str = ""


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A date or period in the text, resolved against the date of publication where relative."""

    span: Span
    period: Period


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured quantity in the text.

    ``value`` and ``max_value`` are in ``unit`` with 万 and 亿 multiplied out; ``unit`` is a
    notation of the units vocabulary (``CNY``, ``percent``, ``count``, ``tonne/year`` …).
    ``max_value`` is set for a range only.  ``measure`` is the measure word or unit as
    written (家, 个, 亿元).  ``span`` covers bounds and unit (近1600亿元, 600余亩).
    """

    span: Span
    value: Decimal
    unit: str
    max_value: Decimal | None = None
    bound: Bound = Bound.EXACT
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text.

    ``name`` is the name it gives, cleaned (no quotation marks, no leading cue word);
    ``attributes`` are facts that the name itself or the lexicon states, as sorted pairs
    (``("ownership", "central")``, ``("code", "321300")``, ``("parkKind", "high-tech-zone")``).
    """

    kind: Kind
    span: Span
    name: str
    confidence: float = 1.0
    attributes: tuple[tuple[str, str], ...] = ()


# ----------------------------------------------------------------------------- facts


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing within one document: all its names and the places where they stand.

    ``key`` is unique within the document and is what claims refer to.
    """

    key: str
    kind: Kind
    name: str
    other_names: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation read from the text: ``subject`` and an entity ``object`` are entity keys.

    ``predicate`` is the local name of a property of the ontology.  The object is an entity
    key when ``literal`` is false; otherwise its text: a decimal number of yuan for
    ``totalInvestment``, a :class:`Status` for ``status``, a date or plain text else.
    ``period`` dates the state of affairs (the date of a stage).  ``rule`` here and below is the
    stable short name of the rule that read it.
    """

    subject: str
    predicate: str
    object: str
    literal: bool = False
    modality: Modality = Modality.ACTUAL
    confidence: float = 1.0
    period: Period | None = None
    evidence: tuple[Evidence, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """A quantity with what it is about; ``indicator`` is a notation of the indicators vocabulary.

    A ``cumulative`` figure counts all up to the end of its period (累计), any other what falls into it.
    """

    subject: str
    label: str
    quantity: Quantity
    written: str
    indicator: str | None = None
    modality: Modality = Modality.ACTUAL
    confidence: float = 1.0
    period: Period | None = None
    evidence: tuple[Evidence, ...] = ()
    rule: str = ""
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an enterprise into a park; all three references are entity keys."""

    enterprise: str
    park: str
    mode: EntryMode
    project: str | None = None
    modality: Modality = Modality.ACTUAL
    confidence: float = 1.0
    period: Period | None = None
    evidence: tuple[Evidence, ...] = ()
    rule: str = ""


class Reason(StrEnum):
    """Why something seen in a document is in no fact."""

    HEADLINE = "headline"
    INSIDE_NAME = "inside-name"
    COUNTED_BEFORE = "counted-before"
    NO_SUBJECT = "no-subject"
    NO_FACT = "no-fact"
    BELOW_THRESHOLD = "below-threshold"


@dataclass(frozen=True, slots=True)
class Unattributed:
    """A quantity or a name that was seen and is in no fact.

    ``kind`` is ``quantity`` or the :class:`Kind` of the name, ``text`` its cleaned words.
    """

    kind: str
    text: str
    evidence: tuple[Evidence, ...]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one document says, independent of every other document.

    ``unattributed`` holds what was seen in it and is in no fact, in the order of the text.
    ``places`` are the GB/T 2260 codes of the places it is about, the one it speaks of most first.
    ``sketch`` holds the least hashes of its text (:mod:`parkgraph.corpus.copies`).
    """

    document: Document
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    metrics: tuple[Metric, ...] = ()
    entries: tuple[Entry, ...] = ()
    characters: int = field(default=0)
    unattributed: tuple[Unattributed, ...] = ()
    places: tuple[str, ...] = ()
    sketch: tuple[int, ...] = ()


# --------------------------------------------------------------- all documents together


class Verdict(StrEnum):
    """Whether two names mean one thing."""

    SAME = "same"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """Whether what some documents call ``first`` is what others call ``second``, and why.

    ``first`` and ``second`` are identity keys (:mod:`parkgraph.resolution.identity`), the lesser
    first; the names are those by which the documents call them.  ``reasons`` are short stable words,
    some with what they speak of behind a colon (``other-place: 江苏 / 山东``).  ``score`` is from 0
    to 1: how sure the verdict is.
    """

    kind: Kind
    first: str
    second: str
    first_name: str
    second_name: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """One of the values that contradict each other: what a document says.

    ``index`` counts the claims or metrics of the document's facts.
    """

    document: str
    value: str
    index: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one property of one thing that cannot all be right.

    ``subject`` is an IRI, ``about`` the local name of a property or the notation of an indicator.
    """

    subject: str
    about: str
    statements: tuple[Statement, ...]
    period: Period | None = None
