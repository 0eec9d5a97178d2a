"""A page in HTML around the text."""

from __future__ import annotations

import html
from random import Random

from parkgraph.evaluation.noise.furniture import draw_lines
from parkgraph.evaluation.noise.layout import draw_below, split_page

_STYLE = "body{font:14px/1.8 SimSun}.nav li{float:left}"
_SCRIPT = 'var _hmt=_hmt||[];(function(){var s=document.createElement("script");s.src="/hm.js";})();'


def write_page(text: str, rng: Random) -> str:
    """The page: head, menus, breadcrumb, title, paragraphs and tables, script, links, footer.

    Met on every site; the markup is that of common content management systems: paragraphs indented
    by references, some of them with spans of styled text, one line in the source or several.
    """
    titles, dateline, body = split_page(text)
    title = " ".join(titles)
    head = (
        f'<meta charset="utf-8">\n<title>{_escaped(title)}</title>\n'
        f"<style>{_STYLE}</style>\n<script>{_SCRIPT}</script>"
    )
    menu = _links(" ".join(draw_lines("menu", rng.randint(1, 3), rng)).split())
    trail = _escaped(draw_lines("trail", 1, rng, title)[0])
    notice = " ".join([*dateline, *draw_lines("notice", 1, rng)])
    content = "\n".join(_blocks(body, rng))
    below = draw_below(rng)
    related = _links([line for line in below if line.startswith("·")])
    footer = "\n".join(f"<p>{_escaped(line)}</p>" for line in below if not line.startswith("·"))
    heading = "".join(f"<h1>{_escaped(line)}</h1>\n" for line in titles)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{head}\n</head>\n<body>\n'
        f'<div class="header"><ul class="nav">{menu}</ul></div>\n<div class="crumbs">{trail}</div>\n'
        f'<div class="article">\n{heading}<div class="info">{_escaped(notice)}</div>\n'
        f'<div class="content" id="zoom">\n{content}\n</div>\n</div>\n<script>{_SCRIPT}</script>\n'
        f'<div class="related"><ul>{related}</ul></div>\n<div class="footer">\n{footer}\n</div>\n'
        "</body>\n</html>\n"
    )


def _links(texts: list[str]) -> str:
    return "".join(f'<li><a href="/{i}.html">{_escaped(t)}</a></li>' for i, t in enumerate(texts))


def _blocks(body: str, rng: Random) -> list[str]:
    """Paragraphs, and a table for each run of lines with tabs."""
    indent = rng.choice(("&nbsp;&nbsp;&nbsp;&nbsp;", "&emsp;&emsp;", "　　", ""))
    blocks: list[str] = []
    rows: list[str] = []
    for line in [*body.split("\n"), ""]:
        if "\t" in line:
            rows.append("".join(f"<td>{_escaped(cell)}</td>" for cell in line.split("\t")))
            continue
        if rows:
            blocks.append("<table>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
            rows = []
        if line.strip():
            blocks.append(f"<p>{indent}{_styled(_escaped(line), rng)}</p>")
    return blocks


def _styled(markup: str, rng: Random) -> str:
    """Some paragraphs with a styled stretch, at any character, or a line end of the source.

    Where the page shows the line end as a blank within a word or figure its author would have seen
    it; so there is none.
    """
    if "&" in markup or len(markup) < 8 or rng.random() < 0.5:
        return markup
    first, second = sorted(rng.sample(range(1, len(markup)), 2))
    if rng.random() < 0.5 or (markup[first - 1] + markup[first]).isascii():
        return f'{markup[:first]}<span style="color:#333">{markup[first:second]}</span>{markup[second:]}'
    return f"{markup[:first]}\n{markup[first:]}"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
