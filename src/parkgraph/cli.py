"""The command line: the only module that prints or exits.

Results go to standard output, everything else to standard error.  Exit codes: 0 done; 1 done but
something was rejected or does not conform; 2 wrong usage.  Every command imports what it needs
when it runs, so that help is there at once.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parkgraph.errors import ParkgraphError, QueryError, StoreError

if TYPE_CHECKING:
    from parkgraph.validation import Violation

DEFAULT_STORE = "out"
_EXPORTS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "graphml", "void", "property-graph", "csv")
_RESULTS = ("table", "csv", "tsv", "json", "xml", "turtle")


class _Commands(click.Group):
    """Turns the errors of the package into a line on standard error and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (StoreError, QueryError) as error:
            raise _failure(str(error), 2) from None
        except ParkgraphError as error:
            raise _failure(str(error), 1) from None
        except BrokenPipeError:
            raise
        except (OSError, UnicodeError) as error:
            raise _failure(_describe(error), 1) from None


class _WrongUse(click.ClickException):
    exit_code = 2


def _failure(message: str, code: int) -> click.ClickException:
    return _WrongUse(message) if code == 2 else click.ClickException(message)


def _describe(error: OSError | UnicodeError) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _examples(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


_store = click.option(
    "--store",
    "place",
    default=DEFAULT_STORE,
    show_default=True,
    metavar="DIR",
    help="Output folder of a build, or an RDF file.",
)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_examples(
        "parkgraph build reports/ --out out       read every document in a folder",
        "parkgraph queries                        what can be asked",
        "parkgraph query central-soe-entries      ask it",
        "parkgraph explain 某某高新区             every fact about a thing, with its sentence",
    ),
)
@click.version_option(package_name="parkgraph", message="%(package)s %(version)s")
def main() -> None:
    """Builds a knowledge graph with evidence from Chinese reports on industrial parks."""


# ----------------------------------------------------------------------------- build


@main.command(
    epilog=_examples(
        "parkgraph build report.txt",
        "parkgraph build pages/ archive.zip table.parquet --out out --workers 4",
        "parkgraph build pages/ --overrides judged.tsv",
        "parkgraph build /disk/pages.jsonl --out /disk/out --engine spark --master spark://HOST:7077",
    )
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", default=DEFAULT_STORE, show_default=True, metavar="DIR", help="Folder to write.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes to use.")
@click.option(
    "--overrides",
    metavar="FILE",
    help="Names judged by people, in the columns of DIR/judgements.tsv: kind, first, second, verdict.",
)
@click.option("--fresh", is_flag=True, help="Read every document again, also those read before.")
@click.option(
    "--time-limit",
    default=120.0,
    show_default=True,
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="What reading one document may take before it is rejected.",
)
@click.option(
    "--memory-limit",
    default=4096,
    show_default=True,
    type=click.IntRange(64),
    metavar="MB",
    help="Memory that reading one document may take (enforced on Linux).",
)
@click.option(
    "--retry-rejected", "retry", is_flag=True, help="Read again what an earlier build into DIR rejected."
)
@click.option(
    "--engine",
    default="local",
    show_default=True,
    type=click.Choice(("local", "spark")),
    help="Build on this machine, or on a cluster by Apache Spark (extra: spark).",
)
@click.option(
    "--master", metavar="URL", help="Spark's master: local[N,FAILURES], spark://HOST:PORT, yarn.  [local]"
)
@click.option("--conf", "settings", multiple=True, metavar="K=V", help="Setting of Spark; may be repeated.")
@click.option(
    "--shards",
    type=click.IntRange(1, 99_999),
    metavar="N",
    help="Write DIR/shards/: the graph in N compressed files, and one for what is in no document.  "
    "[spark: 32]",
)
def build(
    inputs: tuple[str, ...],
    out: str,
    workers: int,
    overrides: str | None,
    fresh: bool,
    time_limit: float,
    memory_limit: int,
    retry: bool,
    engine: str,
    master: str | None,
    settings: tuple[str, ...],
    shards: int | None,
) -> None:
    """Read documents and write their graph.

    INPUT is a text, HTML, JSONL, Parquet or zip file, or a folder of such.  Of a folder every file
    is read, to any depth, but for hidden ones, .json, graphs (.ttl, .nt, .nq, .trig, .rdf, .jsonld
    and the like), queries (.rq), and folders that hold a build, such as DIR.

    DIR gets graph.ttl, graph.nq (a named graph for each document), report.json, judgements.tsv
    (which names were taken for one thing, and why), facts.db and store/.  Exit code 1 says that a
    document was rejected or a statement kept out; each is named.

    A second build into DIR reads only documents that are new or changed, and gives what a build
    from nothing gives: what lies no longer among the inputs is gone.  A build that was broken off is
    gone on with.  What took too long, too much memory or its process with it is rejected, and not
    tried again while it is unchanged, but with --retry-rejected.

    On a cluster INPUT and DIR lie on a disk that all its machines see, each of which has parkgraph.  DIR
    gets shards/, report.json and judgements.tsv, in the same bytes; shards/ is read and loaded as other
    builds are.  The rest is in docs/scale.md.
    """
    from parkgraph import pipeline, resolution
    from parkgraph.guarded import Limits

    if engine == "local" and (master is not None or settings):
        raise click.UsageError("--master and --conf are for --engine spark")
    if engine == "spark" and workers != 1:
        raise click.UsageError("--workers is for --engine local; the master says what Spark uses")
    limits = Limits(time_limit, memory_limit << 20)
    judged = resolution.read_overrides(overrides) if overrides is not None else ()
    if engine == "spark":
        from parkgraph.cluster import building
        from parkgraph.cluster.spark import LOCAL, open_spark

        with open_spark(master or LOCAL, [_setting(one) for one in settings]) as spark:
            report = building.build(
                spark,
                inputs,
                out,
                shards=shards or building.SHARD_COUNT,
                overrides=judged,
                fresh=fresh,
                limits=limits,
                retry=retry,
            )
    else:
        with _progress("documents read") as progress:
            report = pipeline.build(
                inputs,
                out,
                workers=workers,
                progress=progress,
                overrides=judged,
                fresh=fresh,
                limits=limits,
                retry=retry,
                shards=shards,
            )
    for rejection in report.rejected:
        _say(f"rejected {rejection.place or rejection.source}: {rejection.reason}")
    _say_violations(report.violations)
    counts = report.counts
    if report.untried:
        _say(f"{report.untried} of them rejected before and not tried again (--retry-rejected)")
    wrong = sum(violation.severity == "Violation" for violation in report.violations)
    again = f" ({report.reused} read before)" if report.reused else ""
    _say(
        f"{out}: {counts['documents']} documents{again}, {counts['triples']} triples, "
        f"{counts['rejected']} rejected, {wrong} violations"
    )
    sys.exit(0 if report.complete else 1)


def _setting(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator:
        raise click.UsageError(f"--conf {text}: not K=V")
    return name, value


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int], None] | None]:
    """A counter on standard error when that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done: bar.update(task, completed=done)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _say_violations(violations: tuple[Violation, ...]) -> None:
    for violation in violations:
        _say(_violation_text(violation))


def _violation_text(violation: Violation) -> str:
    from parkgraph.validation import shorten

    where = shorten(violation.document) if violation.document else "-"
    path = f" {shorten(violation.path)}" if violation.path else ""
    value = f" = {violation.value}" if violation.value else ""
    lines = [
        f"{violation.severity} {where} {shorten(violation.focus)}{path}{value}",
        f"  {violation.message}",
    ]
    return "\n".join([*lines, f"  「{violation.sentence}」"] if violation.sentence else lines)


# ------------------------------------------------------------------------------ diff


@main.command(
    epilog=_examples(
        "parkgraph diff out/last-month out/now",
        "parkgraph diff old.nq out --format turtle > changes.ttl",
        "parkgraph diff old new --stalled-after 24",
    )
)
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    type=click.Choice(("table", "json", "turtle")),
    help="Form of the result.",
)
@click.option(
    "--stalled-after",
    "months",
    default=12,
    show_default=True,
    type=click.IntRange(1),
    metavar="MONTHS",
    help="Months without news after which a project has stalled.",
)
def diff(old: str, new: str, form: str, months: int) -> None:
    """Show what differs between two builds.

    OLD and NEW are output folders of builds, or RDF files.  Projects that are at another stage,
    figures that have come to contradict each other, projects of which nothing more is told, things
    and facts that are new, joined to another, or gone.
    """
    from parkgraph import diff as comparing

    changes = comparing.compare_builds(old, new, months=months)
    if form == "json":
        click.echo(comparing.write_json(changes), nl=False)
    elif form == "turtle":
        sys.stdout.buffer.write(comparing.write_turtle(changes))
    else:
        from parkgraph.queries.tables import print_rows

        rows = [(c.kind.value, c.name, c.what, c.before, c.after) for c in changes]
        print_rows(("change", "thing", "what", "before", "after"), rows)


# -------------------------------------------------------------------------- validate


@main.command(epilog=_examples("parkgraph validate", "parkgraph validate graph.ttl"))
@click.argument("graph", default=DEFAULT_STORE)
def validate(graph: str) -> None:
    """Check a graph against the shapes of the ontology.

    GRAPH is the output folder of a build (by default "out") or an RDF file.  The report names
    each resource, what is wrong with it, its document and the sentence.  Exit code 1 says that
    the graph does not conform.
    """
    from parkgraph.validation.graphs import validate_graph

    violations = validate_graph(graph)
    for violation in violations:
        click.echo(_violation_text(violation))
    wrong = sum(violation.severity == "Violation" for violation in violations)
    if wrong:
        _say(f"{graph}: does not conform, {wrong} violations")
    else:
        _say(f"{graph}: conforms")
    sys.exit(1 if wrong else 0)


# ----------------------------------------------------------------------------- query


@main.command(
    epilog=_examples(
        "parkgraph query central-soe-entries",
        "parkgraph query largest-projects --param minimum=1000000000 --format csv",
        "parkgraph query own.rq --store http://127.0.0.1:7878/query",
        "echo 'SELECT * WHERE { ?s a ?type } LIMIT 5' | parkgraph query -",
    )
)
@click.argument("query", metavar="NAME|FILE|-")
@click.option(
    "--store",
    "place",
    default=DEFAULT_STORE,
    show_default=True,
    metavar="DIR|URL",
    help="Output folder of a build, an RDF file, or a SPARQL endpoint.",
)
@click.option(
    "--param", "params", multiple=True, metavar="K=V", help="Value of a parameter; may be repeated."
)
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    type=click.Choice(_RESULTS),
    help="Form of the result.",
)
def query(query: str, place: str, params: tuple[str, ...], form: str) -> None:
    """Run a query of the catalogue, of a file, or from standard input.

    The catalogue and its parameters: parkgraph queries.
    """
    from parkgraph import queries

    if query == "-":
        asked = queries.parse_query("-", sys.stdin.read())
    elif query.endswith((".rq", ".sparql")) or Path(query).is_file():
        asked = queries.parse_query(query, _read(query))
    else:
        asked = queries.find_query(query)
    text = queries.fill_parameters(asked, queries.parse_settings(params))
    results = queries.run_query(text, place)
    if form == "table":
        from parkgraph.queries.tables import print_table

        print_table(results, asked)
    else:
        sys.stdout.buffer.write(queries.write_results(results, form))


def _read(path: str) -> str:
    if not Path(path).is_file():
        raise QueryError(f"{path}: no such file")
    return Path(path).read_text(encoding="utf-8")


@main.command(
    "queries",
    epilog=_examples("parkgraph queries", "parkgraph queries 投资", "parkgraph queries --text documents"),
)
@click.argument("word", required=False)
@click.option("--text", "name", metavar="NAME", help="Print one query as SPARQL.")
def list_queries(word: str | None, name: str | None) -> None:
    """List the catalogue of queries: name, question, parameters.

    With WORD only those whose name, question or keywords contain it.
    """
    from parkgraph import queries

    if name is not None:
        click.echo(queries.find_query(name).text, nl=False)
        return
    for asked in queries.read_catalogue():
        if word is None or asked.mentions(word):
            click.echo(asked.describe())


@main.command(
    epilog=_examples(
        "parkgraph ask 江苏有哪些园区引进了央企",
        "parkgraph ask 总投资超过50亿元的项目有哪些 --format csv",
        "parkgraph ask 东台高新区有哪些企业 --explain",
    )
)
@click.argument("question")
@_store
@click.option("--explain", "only", is_flag=True, help="Only say which query is meant, with its parameters.")
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    type=click.Choice(_RESULTS),
    help="Form of the result.",
)
def ask(question: str, place: str, only: bool, form: str) -> None:
    """Ask a question in Chinese.

    It is matched to a query of the catalogue and its parameters, which are named on standard error so
    that they can be corrected with parkgraph query.  Exit code 1 says that nothing in the catalogue fits.
    """
    from parkgraph import queries
    from parkgraph.store import open_store
    from parkgraph.web.graph import Graph
    from parkgraph.web.names import Names, make_asker

    matches = make_asker(Names(Graph(open_store(place)))).ask(question)
    if not matches or not matches[0].fits:
        raise click.ClickException("no query of the catalogue fits (see: parkgraph queries)")
    best = matches[0]
    asked = queries.find_query(best.name)
    settings = "".join(f" --param {name}={value}" for name, value in best.values.items())
    _say(f"parkgraph query {best.name}{settings}\n  {asked.question_zh}")
    for other in matches[1:]:
        if other.fits:
            _say(f"or: {other.name}  {queries.find_query(other.name).question_zh}")
    if only:
        return
    text = queries.fill_parameters(asked, {name: [value] for name, value in best.values.items()})
    results = queries.run_query(text, place)
    if form == "table":
        from parkgraph.queries.tables import print_table

        print_table(results, asked)
    else:
        sys.stdout.buffer.write(queries.write_results(results, form))


# ------------------------------------------------------------------- export, explain


@main.command(
    epilog=_examples(
        "parkgraph export turtle --out graph.ttl",
        "parkgraph export property-graph --out neo4j/",
        "parkgraph export csv --out tables/ --store out",
    )
)
@click.argument("form", metavar="FORMAT", type=click.Choice(_EXPORTS))
@click.option("--out", required=True, metavar="PATH", help="File or folder to write; - is standard output.")
@_store
def export(form: str, out: str, place: str) -> None:
    """Write a graph in another format.

    \b
    turtle, ntriples      the union of the documents' graphs
    trig, nquads, jsonld  each document's graph apart
    property-graph        folder: nodes and relationships as CSV with Neo4j headers, and the
                          Cypher that loads them into Neo4j or Kuzu
    csv                   folder: a table for each class, for spreadsheets
    graphml               things and relationships, for Gephi
    void                  a description of the graph: counts, licence, sources
    """
    from parkgraph.export import FORMATS, export_graph
    from parkgraph.store import read_quads

    if out == "-" and form not in FORMATS:
        raise click.UsageError(f"{form} is a folder of files, which standard output cannot take.")
    if out == "-":
        quads = list(read_quads(place))  # all of them, so that an error leaves no beginning behind
        FORMATS[form](quads, sys.stdout.buffer)
    else:
        export_graph(read_quads(place), form, out)


@main.command(
    epilog=_examples(
        "parkgraph explain 某某高新区",
        "parkgraph explain park:mou-mou-gao-xin-qu-12ab34cd",
        "parkgraph explain --missed",
        "parkgraph explain --missed report.txt",
    )
)
@click.argument("thing", metavar="IRI|NAME|DOCUMENT", required=False)
@click.option("--missed", is_flag=True, help="List what was seen and is in no fact.")
@_store
def explain(thing: str | None, missed: bool, place: str) -> None:
    """Every fact about a thing with its sentence, offsets and document.

    The words that were read are marked in their sentence; behind each fact stand its modality,
    confidence and the rule that read it.

    With --missed the quantities and names that a build saw and put in no fact, and why: of every
    document, or of DOCUMENT (its identifier, its source or the end of its path, or its title).
    """
    from parkgraph import explain as explaining

    if missed:
        seen = explaining.find_missed(place, thing)
        for line in explaining.write_missed(seen, _mark):
            click.echo(line)
        if not seen:
            _say(f"{thing}: no such document in {place}")
        sys.exit(0 if seen else 1)
    if thing is None:
        raise click.UsageError("Missing argument 'IRI|NAME'.")
    from parkgraph.store import open_store

    found = explaining.explain(open_store(place), thing)
    for line in explaining.write_explanation(found, _mark):
        click.echo(line)
    if not found:
        _say(f"{thing}: nothing of that name or IRI in {place}")
        sys.exit(1)


def _mark(words: str) -> str:
    """Words in 【】, in colour on a terminal that has it (https://no-color.org)."""
    bracketed = f"【{words}】"
    return bracketed if os.environ.get("NO_COLOR") else click.style(bracketed, fg="yellow", bold=True)


# --------------------------------------------------------------------- load, serve


@main.command(
    epilog=_examples(
        "parkgraph load http://127.0.0.1:7878/store",
        "parkgraph load http://127.0.0.1:8890/sparql-graph-crud-auth --user dba --password-file secret",
        "parkgraph load http://127.0.0.1:3030/ds/data --kind fuseki --prune",
    )
)
@click.argument("url")
@_store
@click.option(
    "--kind",
    metavar="KIND",
    help="generic, oxigraph, virtuoso, fuseki, graphdb, rdf4j or neptune; by default as the URL ends.",
)
@click.option("--user", metavar="NAME", help="Name for basic or digest authentication.")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False),
    help="File whose first line is the password; else the variable PARKGRAPH_PASSWORD.",
)
@click.option("--query-url", metavar="URL", help="Query endpoint, where it is not beside the graph store.")
@click.option("--prune", is_flag=True, help="Take away graphs of earlier builds that this one does not have.")
def load(
    url: str,
    place: str,
    kind: str | None,
    user: str | None,
    password_file: str | None,
    query_url: str | None,
    prune: bool,
) -> None:
    """Load a build into a running graph database.

    URL is its graph store endpoint (SPARQL 1.1 Graph Store Protocol).  Each document's graph is
    replaced as a whole, so that loading again never doubles anything.  Afterwards the triples of
    each graph are counted in the database; exit code 1 says which differ.

    A token is taken from the variable PARKGRAPH_TOKEN.
    """
    from parkgraph import loading
    from parkgraph.store import read_quads
    from parkgraph.vocabulary import PG, RESOURCE

    password = os.environ.get("PARKGRAPH_PASSWORD", "")
    if password_file is not None:
        password = (_read(password_file).splitlines() or [""])[0]
    target = loading.Target(
        url,
        loading.find_kind(kind, url),
        auth=(user, password) if user is not None else None,
        token=os.environ.get("PARKGRAPH_TOKEN"),
        query_url=query_url,
    )
    ours = (RESOURCE, PG.removesuffix("#")) if prune else ()
    with target, _progress("graphs loaded") as progress:
        done = loading.load(read_quads(place), target, prune=ours, progress=progress)
    for graph, reason in done.failed:
        _say(f"not loaded {graph}: {reason}")
    for wrong in done.differences:
        found = "?" if wrong.found is None else wrong.found
        _say(f"differs {wrong.graph}: {wrong.expected} triples here, {found} in the database")
    pruned = f", {len(done.others)} old ones taken away" if done.others else ""
    right = done.graphs - len(done.differences)
    _say(f"{url}: {right} of {done.graphs} graphs right ({done.triples} triples){pruned}")
    sys.exit(0 if done.complete else 1)


@main.command(
    epilog=_examples(
        "parkgraph serve",
        "parkgraph serve --store out --documents pages/ --documents archive.zip",
        "parkgraph serve --store out --port 8000 --time-limit 60",
        "PARKGRAPH_SERVE_TOKEN=... parkgraph serve --host 0.0.0.0",
    )
)
@_store
@click.option(
    "--documents",
    multiple=True,
    metavar="INPUT",
    type=click.Path(exists=True),
    help="An input of the build, to show evidence in the original documents; may be repeated.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--token",
    envvar="PARKGRAPH_SERVE_TOKEN",
    metavar="TOKEN",
    help="What clients have to show (bearer token, or password of any user); needed beyond loopback. "
    "Other users of the machine see options: better the variable PARKGRAPH_SERVE_TOKEN.",
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="Server whose pages may read answers, such as https://example.org; may be repeated.",
)
@click.option(
    "--time-limit",
    default=20.0,
    show_default=True,
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Time of a query.",
)
@click.option(
    "--memory-limit",
    default=1024,
    show_default=True,
    type=click.IntRange(16),
    metavar="MB",
    help="Memory of a query (enforced on Linux).",
)
@click.option(
    "--answer-limit",
    default=32,
    show_default=True,
    type=click.IntRange(1),
    metavar="MB",
    help="Size of an answer.",
)
def serve(
    place: str,
    documents: tuple[str, ...],
    host: str,
    port: int,
    token: str | None,
    origins: tuple[str, ...],
    time_limit: float,
    memory_limit: int,
    answer_limit: int,
) -> None:
    """Serve a build on the web: the explorer at /, SPARQL at /sparql.

    Read-only.  /sparql speaks the SPARQL 1.1 Protocol, /store the reading half of the Graph Store
    Protocol; every thing's IRI has its page below /id/ (HTML, Turtle, JSON-LD).

    Queries run in processes of their own: one that takes too long is stopped and answered by 504, one
    that takes too much memory or has too large an answer by 503.

    A build keeps no text of its documents: give its inputs as --documents, and evidence is shown at
    its characters, in the raw text beside the clean one.
    """
    from parkgraph.store import open_store
    from parkgraph.web import QueryLimits, QueryPool, make_application, make_server, protect
    from parkgraph.web.guard import is_loopback

    if not token and not is_loopback(host):
        raise click.UsageError(f"--host {host} is reached from elsewhere: a --token is needed.")
    limits = QueryLimits(time_limit, memory_limit << 20, answer_limit << 20)
    store = open_store(place)
    pool = QueryPool(place, limits)
    try:
        application = protect(
            make_application(store, pool, build=Path(place), documents=documents),
            host,
            token=token,
            origins=origins,
        )
        _say(f"http://{host}:{port}/ (SPARQL: http://{host}:{port}/sparql); Ctrl-C ends it")
        make_server(application, host, port).run()
    finally:
        pool.close()


# ------------------------------------------------------------- normalize, evaluate


@main.command(epilog=_examples("parkgraph normalize page.html", "parkgraph normalize page.html --offsets"))
@click.argument("file", type=click.Path(exists=True))
@click.option("--offsets", is_flag=True, help="Show which raw characters each clean stretch comes from.")
def normalize(file: str, offsets: bool) -> None:
    """Print the readable text of a document: no noise, no menus, in Simplified Chinese."""
    from parkgraph import text
    from parkgraph.sources import read_documents

    rejected: list[ParkgraphError] = []
    for document in read_documents([file], on_reject=rejected.append):
        clean = text.clean(document)
        if offsets:
            for line in text.write_offsets(clean):
                click.echo(line)
        else:
            click.echo(text.write_text(clean))
    for error in rejected:
        _say(str(error))
    sys.exit(1 if rejected else 0)


@main.command(
    epilog=_examples(
        "parkgraph evaluate gold/",
        "parkgraph evaluate gold/ -v --json figures.json --min 0.8",
        "parkgraph evaluate tune/ test/",
        "parkgraph evaluate gold/ --noise",
        "parkgraph evaluate gold/ --noise html garbles+gb18030",
        "parkgraph evaluate stories/ --given",
    )
)
@click.argument("words", metavar="GOLD_DIR...", nargs=-1)
@click.option(
    "--noise",
    "noise",
    metavar="[KIND...]",
    is_flag=False,
    flag_value="",
    multiple=True,
    help="Compare with what noise of these kinds makes of the documents; by default of all kinds.",
)
@click.option("-v", "--verbose", is_flag=True, help="List every missed and every spurious fact.")
@click.option("--json", "json_file", metavar="FILE", help="Write the figures as JSON.")
@click.option(
    "--min", "least", default=0.0, metavar="X", help="Exit 1 when the F1 of all facts of a folder is below X."
)
@click.option(
    "--given",
    is_flag=True,
    help="Of stories: start from the gold facts of each document, not from those read.",
)
def evaluate(
    words: tuple[str, ...],
    noise: tuple[str, ...],
    verbose: bool,
    json_file: str | None,
    least: float,
    given: bool,
) -> None:
    """Measure the extraction against gold facts: precision, recall and F1 for each kind of fact.

    GOLD_DIR holds <stem>.txt, the documents, and <stem>.json, the facts a careful reader finds.
    Of several each has its own table.

    With --noise no gold facts are needed: the table says how many facts of the documents stay the
    same when noise of a KIND, or of several joined by +, is put into them.  -v lists what changes,
    and --min X asks for the least share that stays the same.

    A folder with <name>-story.json files, which tell what is one thing over several documents, is
    measured by things, histories, plans and outcomes, contradictions and copies; X is then the least
    F1 of the things.
    """
    folders, kinds = _sort_words(words, noise)
    figures: dict[str, Any] = {}
    worst = 1.0
    for folder in folders:
        if len(folders) > 1:
            click.echo(folder)
        if noise:
            figures[folder], share = _evaluate_noise(folder, kinds, verbose)
        elif next(Path(folder).glob("*-story.json"), None) is not None:
            figures[folder], share = _evaluate_stories(folder, given, verbose)
        else:
            figures[folder], share = _evaluate(folder, verbose)
        worst = min(worst, share)
    if json_file is not None:
        content = figures if len(folders) > 1 else figures[folders[0]]
        Path(json_file).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.exit(0 if worst >= least else 1)


def _sort_words(words: tuple[str, ...], noise: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Tells folders from kinds of noise, which both may stand behind --noise."""
    from parkgraph.evaluation.noise import KINDS

    kinds = [word for word in noise if word and set(word.split("+")) <= set(KINDS)]
    folders = []
    for word in (*words, *(word for word in noise if word and word not in kinds)):
        if Path(word).is_dir():
            folders.append(word)
        elif noise and set(word.split("+")) <= set(KINDS):
            kinds.append(word)
        elif noise:
            raise click.UsageError(f"'{word}' is no folder and no kind of noise ({', '.join(KINDS)}).")
        else:
            raise click.UsageError(f"Directory '{word}' does not exist.")
    if not folders:
        raise click.UsageError("Missing argument 'GOLD_DIR...'.")
    return folders, kinds or list(KINDS)


def _evaluate(folder: str, verbose: bool) -> tuple[Any, float]:
    from parkgraph import evaluation

    with _progress("documents scored") as progress:
        figures = evaluation.evaluate(folder, progress=progress)
    for line in (*(figures.log if verbose else ()), *evaluation.write_table(figures)):
        click.echo(line)
    return json.loads(figures.to_json()), figures.headline


def _evaluate_stories(folder: str, given: bool, verbose: bool) -> tuple[Any, float]:
    from parkgraph.evaluation.stories import evaluate_stories, write_story_table

    with _progress("documents read") as progress:
        figures = evaluate_stories(folder, given=given, progress=progress)
    for line in (*(figures.log if verbose else ()), *write_story_table(figures)):
        click.echo(line)
    return figures.content(), min(figures.things.values())


def _evaluate_noise(folder: str, kinds: list[str], verbose: bool) -> tuple[Any, float]:
    from parkgraph.evaluation.noise import evaluate_noise, write_noise_table

    with _progress("documents read") as progress:
        report = evaluate_noise(folder, kinds, progress=progress)
    for line in (*(map(str, report.changes) if verbose else ()), *write_noise_table(report)):
        click.echo(line)
    rows = [{**asdict(row), "unchanged": round(row.unchanged, 4)} for row in report.rows]
    return rows, min(row.unchanged for row in report.rows)
