"""Queries that ask for more than any server can give."""

ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))

TOO_LONG = {
    "a product counted": f"SELECT (COUNT(*) AS ?n) {{ {ALL} }}",
    "a product with a filter": f"SELECT * {{ {ALL} FILTER(STR(?a) = CONCAT(STR(?d), STR(?g), 'x')) }}",
    "every path of every length": "SELECT (COUNT(*) AS ?n) { ?a (<a:a>|!<a:a>|^(<a:a>|!<a:a>))* ?b . "
    "?b (<a:a>|!<a:a>|^(<a:a>|!<a:a>))* ?c }",
    "yes or no of a product": f"ASK {{ {ALL} FILTER(STRLEN(CONCAT(STR(?a), STR(?d), STR(?g))) < 0) }}",
    "a long list of values thrice": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?{v} {{ {' '.join(map(str, range(20_000)))} }}" for v in "xyz")
    + " }",
}
"""By name; their time is over before they are done."""

TOO_LARGE = {
    "a text doubled forty times": f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("园区" AS ?x0) {_DOUBLED} }}',
    "a product in order": f"SELECT * {{ {ALL} }} ORDER BY DESC(?i) ?f ?c",
    "a product told apart": f"SELECT DISTINCT * {{ {ALL} }}",
    "a product in groups": f"SELECT ?a ?d ?g (GROUP_CONCAT(STR(?c)) AS ?t) {{ {ALL} }} GROUP BY ?a ?d ?g",
    "a product constructed": "CONSTRUCT { ?a <a:a> ?d } { ?a ?b ?c . ?d ?e ?f }",
    "a product listed": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "a regular expression that grows": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c "
    'FILTER regex(STR(?c), "((a{1,100}){1,100}){1,100}") }',
    "brackets without end": "SELECT * { " + "{" * 100_000,
    "parentheses without end": "SELECT * { FILTER(" + "(" * 200_000,
}
"""By name; they take too much memory, or their answer or the parsing does (or their time is over before)."""

HARMLESS = {
    "a regular expression that backtracks elsewhere": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c "
    'FILTER regex(STR(?c), "(a+)+$") }',
    "a long pattern": 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER regex(STR(?c), "' + "(a|b)*" * 5000 + '") }',
}
"""By name; they are answered."""
