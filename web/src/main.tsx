import { Component, type ComponentChildren, type JSX, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { readTerms } from "./data";
import { Failed, Loading, Nothing } from "./parts";
import { type Place, usePlace } from "./routes";
import { SearchBox } from "./search";
import { language, setLanguage, setTheme, theme, w } from "./words";
import "./style.css";

type Page = (props: { place: Place }) => JSX.Element;

const PAGES: [RegExp, () => Promise<{ default: Page }>][] = [
  [/^\/$/, () => import("./pages/home")],
  [/^\/search$/, () => import("./pages/found")],
  [/^\/id\/document\/[^/]+$/, () => import("./pages/document")],
  [/^\/id\/[^/]+\/[^/]+$/, () => import("./pages/thing")],
  [/^\/questions$/, () => import("./pages/questions")],
  [/^\/questions\/[^/]+$/, () => import("./pages/question")],
  [/^\/ask$/, () => import("./pages/ask")],
  [/^\/graph$/, () => import("./pages/graph")],
  [/^\/places$/, () => import("./pages/places")],
  [/^\/workbench$/, () => import("./pages/workbench")],
  [/^\/quality$/, () => import("./pages/quality")],
];

const MENU = ["ask", "questions", "places", "graph", "workbench", "quality"] as const;

class Guard extends Component<{ children: ComponentChildren }, { error: string }> {
  state = { error: "" };
  componentDidCatch(error: Error): void { this.setState({ error: error.message }); }
  render(): ComponentChildren { return this.state.error ? <Failed error={this.state.error} /> : this.props.children; }
}

function Content({ place }: { place: Place }): JSX.Element {
  const [shown, setShown] = useState<{ path: string; page: Page | null; error: string } | null>(null);
  useEffect(() => {
    const found = PAGES.find(([pattern]) => pattern.test(place.path));
    if (!found) { setShown({ path: place.path, page: null, error: "" }); return; }
    let current = true;
    Promise.all([found[1](), readTerms()]).then(
      ([module]) => { if (current) setShown({ path: place.path, page: module.default, error: "" }); },
      (error: Error) => { if (current) setShown({ path: place.path, page: null, error: error.message }); },
    );
    return () => { current = false; };
  }, [place.path]);
  if (!shown || shown.path !== place.path) return <Loading />;
  if (shown.error) return <Failed error={shown.error} />;
  if (!shown.page) return <Nothing title={w("notFound")} />;
  const Shown = shown.page;
  return <Guard key={place.path}><Shown place={place} /></Guard>;
}

function Application(): JSX.Element {
  const place = usePlace();
  const [, redraw] = useState(0);
  const [colours, setColours] = useState(theme());
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [place.path]);
  function change(): void {
    setLanguage(language === "zh" ? "en" : "zh");
    redraw((turn) => turn + 1);
  }
  function colour(): void {
    const next = { auto: "light", light: "dark", dark: "auto" }[colours] ?? "auto";
    setTheme(next);
    setColours(next);
  }
  const path = place.path;
  return (
    <>
      <a class="skip" href="#content">{w("skip")}</a>
      <header class="top">
        <a class="brand" href="/" data-native={path === "/workbench" ? "" : undefined}><span aria-hidden="true" class="logo" />{w("title")}</a>
        {path !== "/" && <div class="top-search"><SearchBox id="top-search" label={w("search")} hint={w("searchHint")} /></div>}
        <button type="button" class="plain menu-button" aria-expanded={open} aria-controls="menu" onClick={() => setOpen(!open)}>☰<span class="hidden">{w("menu")}</span></button>
        <nav id="menu" class={open ? "open" : ""} aria-label={w("menu")}>
          {MENU.map((name) => <a key={name} href={`/${name}`} aria-current={path.startsWith(`/${name}`) ? "page" : undefined}>{w(name)}</a>)}
          <span class="switches">
            <button type="button" class="plain" id="language" lang={language === "zh" ? "en" : "zh"} onClick={change}>{w("language")}</button>
            <button type="button" class="plain" id="theme" aria-label={`${w("theme")}: ${w(colours as "auto")}`} title={`${w("theme")}: ${w(colours as "auto")}`} onClick={colour}>
              <span aria-hidden="true">{{ auto: "◐", light: "○", dark: "●" }[colours]}</span></button>
          </span>
        </nav>
      </header>
      <main id="content" tabIndex={-1} key={language}><Content place={place} /></main>
      <footer><span>parkgraph</span><a href="/sparql" data-native>SPARQL</a><a href="/quality">{w("quality")}</a></footer>
    </>
  );
}

setLanguage(language);
setTheme(theme());
render(<Application />, document.getElementById("app")!);
