import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Thing } from "../data";
import { Failed, Loading, Nothing, useData, useTitle } from "../parts";
import type { Place } from "../routes";
import { SectionTable } from "../sections";
import { type Word, w } from "../words";
import { ThingHead } from "./thing";

interface View { pieces: [string, number][]; start: number; end: number; length: number }
interface Text { state: string; raw?: View; clean?: View; start: number; end: number; sources: string[] }

export default function DocumentPage({ place }: { place: Place }): JSX.Element {
  const id = place.path.replace(/^\/id\//, "");
  const evidence = place.query.get("evidence") ?? "";
  const at = ["start", "end"].filter((name) => place.query.has(name)).map((name) => `${name}=${place.query.get(name)}`).join("&");
  const { data, error, again } = useData<Thing>(`/api/things/${id}`);
  const text = useData<Text>(`/api/documents/${id.split("/")[1]}/text?${evidence ? `evidence=${encodeURIComponent(evidence)}` : at}`);
  useTitle(data?.name ?? "");
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading />;
  return (
    <article class="thing">
      <ThingHead thing={data} />
      <div id="text" class="texts">
        {text.error ? <Failed error={text.error} again={text.again} /> : !text.data ? <Loading /> :
          text.data.raw && text.data.clean ? (
            <div class="both">
              <Side key={`raw${evidence}`} title={w("rawText")} note={w("rawHint")} view={text.data.raw} />
              <Side key={`clean${evidence}`} title={w("cleanText")} view={text.data.clean} />
            </div>
          ) : <Nothing title={w("rawText")} hint={w(`state-${text.data.state}` as Word)}><code>{text.data.sources.join(", ")}</code></Nothing>}
      </div>
      {data.sections.map((section) => <SectionTable key={section.name} id={id} {...section} />)}
    </article>
  );
}

function Side({ title, note, view }: { title: string; note?: string; view: View }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const mark = box.current?.querySelector("mark");
    if (mark && box.current) box.current.scrollTop = mark.offsetTop - box.current.clientHeight / 3;
  }, [view]);
  const part = view.start > 0 || view.end < view.length;
  return (
    <figure>
      <figcaption><strong>{title}</strong><span class="quiet small">{note ?? ""}{part ? ` · ${w("shownPart")} ${view.start}–${view.end} / ${view.length}` : ""}</span></figcaption>
      <div ref={box} class="text" tabIndex={0} role="region" aria-label={title}>
        {view.pieces.map(([words, how], index) => {
          const noise = (how & 2) !== 0;
          if (how & 1) return <mark key={index} class={noise ? "noise" : ""}>{words}</mark>;
          return noise ? <span key={index} class="noise">{words}</span> : words;
        })}
      </div>
    </figure>
  );
}
