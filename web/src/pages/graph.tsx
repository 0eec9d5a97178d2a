import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Core } from "cytoscape";
import { type Link, address, get, propertyLabel, writeError } from "../data";
import { Failed, KindMark, Nothing, useTitle } from "../parts";
import { type Place, go } from "../routes";
import { SearchBox } from "../search";
import { maybe, w } from "../words";

interface Around {
  id: string; things: (Link & { kind: string })[]; links: { from: string; to: string; property: string }[]; more: Record<string, number>;
}
interface Known { name: string; kind: string; expanded: boolean; more: number }

const MOST = 500;
const KINDS = ["park", "enterprise", "project", "policy", "place", "agency"];

function css(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// Places on a spiral around a thing, so that what is new begins spread out.
function spiral(centre: { x: number; y: number }, index: number): { x: number; y: number } {
  const angle = index * 2.39996, radius = 45 * Math.sqrt(index + 2);
  return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
}

export default function GraphPage({ place }: { place: Place }): JSX.Element {
  const of = place.query.get("of") ?? "";
  useTitle(w("graph"));
  return (
    <div class="graph-page">
      <h1>{w("graph")}</h1>
      <div class="filter"><SearchBox id="graph-start" kinds={KINDS} label={w("startFrom")} hint={w("searchHint")} choose={(hit) => go(`/graph?of=${encodeURIComponent(hit.id)}`)} /></div>
      {of ? <Drawing key={of} of={of} /> : <Nothing title={w("startFrom")} hint={w("searchHint")} />}
    </div>
  );
}

function Drawing({ of }: { of: string }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const core = useRef<Core | null>(null);
  const [known, setKnown] = useState<Record<string, Known>>({});
  const [chosen, setChosen] = useState(of);
  const [hidden, setHidden] = useState<string[]>([]);
  const [error, setError] = useState("");
  const [note, setNote] = useState("");
  const all = useRef<Record<string, Known>>({});

  function arrange(whole: boolean): void {
    const cy = core.current;
    if (!cy) return;
    cy.layout({
      name: "fcose", quality: whole && cy.nodes().length > 400 ? "draft" : "default", animate: false, randomize: whole, numIter: cy.nodes().length > 250 ? 800 : 2500,
      nodeSeparation: 90, idealEdgeLength: 90, nodeRepulsion: 9000, nodeDimensionsIncludeLabels: true, packComponents: true,
    } as never).run();
    cy.fit(undefined, 30);
  }

  async function expand(id: string): Promise<void> {
    const cy = core.current;
    if (!cy) return;
    if (Object.keys(all.current).length >= MOST) { setNote(w("full")); return; }
    try {
      const around = await get<Around>(`/api/things/${id}/neighbours?each=40`);
      const first = Object.keys(all.current).length === 0;
      const at = cy.getElementById(id).position();
      let placed = 0;
      for (const thing of around.things) {
        if (all.current[thing.id] || Object.keys(all.current).length >= MOST) continue;
        all.current[thing.id] = { name: thing.name, kind: thing.kind, expanded: false, more: 0 };
        cy.add({ group: "nodes", data: { id: thing.id, label: thing.name.length > 14 ? `${thing.name.slice(0, 13)}…` : thing.name, kind: thing.kind },
          position: at && !first ? spiral(at, placed++) : undefined });
      }
      for (const link of around.links) {
        const key = `${link.from} ${link.property} ${link.to}`;
        if (all.current[link.from] && all.current[link.to] && cy.getElementById(key).empty())
          cy.add({ group: "edges", data: { id: key, source: link.from, target: link.to, label: propertyLabel(link.property) } });
      }
      all.current[id] = { ...all.current[id], expanded: true, more: Object.values(around.more).reduce((a, b) => a + b, 0) };
      cy.nodes().forEach((node) => { node.data("expanded", all.current[node.id()]?.expanded ? 1 : 0); });
      arrange(first);
      setKnown({ ...all.current });
    } catch (wrong) {
      setError(writeError(wrong));
    }
  }

  useEffect(() => {
    let gone = false;
    import("../cytoscape").then(({ draw }) => {
      if (gone || !box.current) return;
      const colours = Object.fromEntries([...KINDS, "document"].map((kind) => [kind, css(`--kind-${kind}`)]));
      core.current = draw(box.current, { colours, ink: css("--ink"), quiet: css("--line-strong"), paper: css("--paper"), accent: css("--accent") }, setChosen);
      (box.current as HTMLDivElement & { cy?: Core }).cy = core.current;
      void expand(of);
    }, (wrong) => setError(writeError(wrong)));
    return () => { gone = true; core.current?.destroy(); core.current = null; };
  }, [of]);

  useEffect(() => {
    const cy = core.current;
    if (!cy) return;
    cy.nodes().forEach((node) => { node.style("display", hidden.includes(node.data("kind")) ? "none" : "element"); });
  }, [hidden, known]);
  useEffect(() => {
    const cy = core.current;
    cy?.nodes().unselect();
    cy?.getElementById(chosen).select();
  }, [chosen, known]);

  const entries = Object.entries(known);
  const now = known[chosen];
  return (
    <>
      {error && <Failed error={error} />}
      <div class="chips" role="group" aria-label={w("kind")}>
        {KINDS.filter((kind) => entries.some(([, one]) => one.kind === kind)).map((kind) => (
          <button key={kind} type="button" aria-pressed={!hidden.includes(kind)} onClick={() => setHidden(hidden.includes(kind) ? hidden.filter((one) => one !== kind) : [...hidden, kind])}>
            <span class={`spot kind-${kind}`} aria-hidden="true" />{maybe(kind)} {entries.filter(([, one]) => one.kind === kind).length}</button>
        ))}
        <button type="button" onClick={() => core.current?.fit(undefined, 30)}>{w("fit")}</button>
        <button type="button" onClick={() => arrange(true)}>{w("layout")}</button>
        <span class="quiet small" id="graph-count" role="status">{w("shown")} {entries.length} {note}</span>
      </div>
      <div class="graph">
        <div ref={box} class="drawing" role="img" aria-label={`${w("graph")}: ${known[of]?.name ?? of}`} />
        <aside>
          {now && (
            <div class="chosen">
              <KindMark kind={now.kind} /><h2>{now.name}</h2>
              {now.more > 0 && <p class="quiet small">{w("more")} {now.more}</p>}
              <p class="actions">{!now.expanded && <button type="button" class="main" id="expand" onClick={() => void expand(chosen)}>{w("expand")}</button>}<a href={address(chosen)}>{w("openPage")}</a></p>
            </div>
          )}
          <p class="quiet small">{w("graphHint")}</p>
          <ul class="plain-list small" aria-label={w("shown")}>
            {entries.filter(([, one]) => !hidden.includes(one.kind)).map(([id, one]) => (
              <li key={id}><button type="button" class="plain" aria-pressed={id === chosen} onClick={() => setChosen(id)}><span class={`spot kind-${one.kind}`} aria-hidden="true" />{one.name}</button></li>
            ))}
          </ul>
        </aside>
      </div>
    </>
  );
}
