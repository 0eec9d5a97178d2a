"""Whether a graph is as the shapes of the ontology say, and what to keep out of it when it is not.

Literals are checked first for their lexical form.  Then plain checks compiled from the shapes
(:mod:`parkgraph.validation.shapes`) find the few resources that may be wrong, and pySHACL judges
those alone, on the graphs they occur in.  The outcome is that of pySHACL on the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pyoxigraph import Literal, Quad

from parkgraph.validation.exclusion import exclude_violating, find_excluded
from parkgraph.validation.lexical import is_well_formed
from parkgraph.validation.violations import Finding, Violation, describe, shorten, value_of

__all__ = ["Violation", "exclude_violating", "find_excluded", "find_wrong", "shorten", "validate"]


def validate(quads: Sequence[Quad]) -> tuple[Violation, ...]:
    """Everything in a graph that is not as the shapes say, sorted; the graph is not changed.

    Classes and concepts that the graph refers to are taken from the ontology where it lacks them.

    :raises ResourceError: when the shapes are missing
    """
    return tuple(sorted(set(describe(quads, find_wrong(quads)))))


def find_wrong(quads: Sequence[Quad], judged: Callable[[str], bool] | None = None) -> list[Finding]:
    """What :func:`validate` finds, without its documents and sentences.

    :param judged: which resources are judged, by IRI; all by default.  Of those the quads must hold
        all statements, and the types of what these name: no shape looks further.
    :raises ResourceError: when the shapes are missing
    """
    from parkgraph.validation.engine import check_shapes  # pySHACL takes a second to import

    findings = [f for f in check_literals(quads) if judged is None or judged(f.focus)]
    ill_formed = {(finding.focus, finding.path, finding.value) for finding in findings}
    found = check_shapes(quads, judged)
    return findings + [f for f in found if (f.focus, f.path, f.value) not in ill_formed]


def check_literals(quads: Sequence[Quad]) -> list[Finding]:
    """The literals that are not in the lexical space of their datatype."""
    found = []
    for quad in quads:
        literal = quad.object
        if isinstance(literal, Literal) and not is_well_formed(literal):
            datatype = shorten(literal.datatype.value)
            message = f"“{literal.value}” 不是合法的 {datatype} / is not a well-formed {datatype}"
            found.append(Finding(value_of(quad.subject), quad.predicate.value, literal.value, message))
    return found
