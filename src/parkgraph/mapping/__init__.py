"""Facts -> triples: what one document says goes into the named graph of that document.

``write_quads`` writes a document; ``background_quads`` and ``list_quads`` write what the documents
refer to without saying it (concepts, places and their parents; public lists and the groups on them);
``together_quads`` writes what follows from several documents together.

A claim with the predicate ``stage`` is a stage of a project's history (:data:`STAGE`).  Every other
claim becomes a ``pg:Claim``; when it is accepted, its direct triple is asserted too, so a claim is
``pg:accepted`` exactly when the graph holds its triple.

Attributes of an entity that are understood (any other is a note between earlier stages and is
left out; an empty value says nothing):

=================== ======================= =========================================================
attribute           of                      becomes
=================== ======================= =========================================================
parkKind            park                    ``pg:parkKind`` -> concept of ``parkkind``
parkLevel           park                    ``pg:parkLevel``, a plain string
ownership           enterprise              ``pg:ownership`` -> concept of ``ownership``
group               enterprise              ``org:subOrganizationOf`` -> the group (its name)
ownershipList       enterprise              ``pg:ownershipSource`` -> the ``pg:NameList`` of that title; an
                                            address within the title is its ``dcterms:source``
ownershipListDate   enterprise              ``dcterms:issued`` of that list
creditCode          enterprise              ``pg:creditCode``, a plain string
policyKind          policy                  ``pg:policyKind`` -> concept of ``policykind``
documentNumber      policy                  ``pg:documentNumber``, a plain string
industry            park, project           ``pg:leadingIndustry``, ``pg:industry`` -> concept of ``industry``
code                place                   ``pg:code``, a plain string
placeCode           park, enterprise,       ``pg:locatedInPlace`` -> the place with that code
                    project
=================== ======================= =========================================================
"""

from parkgraph.corpus.choices import Choices, choose_objects
from parkgraph.mapping.background import Membership, background_quads, find_memberships, list_quads
from parkgraph.mapping.documents import STAGE, Resolution, write_quads
from parkgraph.mapping.terms import ACCEPTED
from parkgraph.mapping.together import keep_nearest, statement_of, together_quads

__all__ = [
    "ACCEPTED",
    "STAGE",
    "Choices",
    "Membership",
    "Resolution",
    "background_quads",
    "choose_objects",
    "find_memberships",
    "keep_nearest",
    "list_quads",
    "statement_of",
    "together_quads",
    "write_quads",
]
