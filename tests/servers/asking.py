"""Asking a server and comparing rows: answers as SPARQL results in JSON, cells as text."""

import json
import urllib.parse
import urllib.request
from decimal import Decimal, InvalidOperation

_NUMBERS = ("decimal", "integer", "double", "float", "nonNegativeInteger", "int", "long")


def ask(url, query, graph=None):
    """The answer of an endpoint as (names, rows of text)."""
    fields = {"query": query} | ({"default-graph-uri": graph} if graph else {})
    request = urllib.request.Request(
        url, urllib.parse.urlencode(fields).encode(), {"Accept": "application/sparql-results+json"}
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        return read_answer(answer.read())


def read_answer(content):
    """Names and rows of an answer in JSON."""
    answer = json.loads(content)
    names = answer["head"]["vars"]
    rows = [[_cell(row.get(name)) for name in names] for row in answer["results"]["bindings"]]
    return names, rows


def _cell(term):
    if term is None:
        return ""
    datatype = term.get("datatype", "").rpartition("#")[2]
    if datatype in _NUMBERS:
        try:
            return format(Decimal(term["value"]).normalize(), "f")
        except InvalidOperation:
            return term["value"]
    return term["value"]


def put_graph(server, graph, turtle):
    """Puts Turtle into a named graph of a server in place of what it held."""
    parameter = "graph-uri" if server.name == "virtuoso" else "graph"
    url = f"{server.store_url}?{urllib.parse.urlencode({parameter: graph})}"
    request = urllib.request.Request(url, turtle, {"Content-Type": "text/turtle"}, method="PUT")
    opener = urllib.request.build_opener()
    if server.auth:
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, server.url, *server.auth)
        opener.add_handler(urllib.request.HTTPDigestAuthHandler(passwords))
    opener.open(request, timeout=120).close()
