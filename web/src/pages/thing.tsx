import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { type Thing, address, propertyLabel, writeMoney } from "../data";
import { Evidence, Failed, KindMark, Loading, Show, useData, useTitle } from "../parts";
import { type Place, go } from "../routes";
import { Pipeline, SectionTable, Series, sectionTitle } from "../sections";
import { levelOf, w } from "../words";

const HIDDEN = new Set(["dcterms:identifier", "dcterms:title"]);

export default function ThingPage({ place }: { place: Place }): JSX.Element {
  const id = place.path.replace(/^\/id\//, "");
  const { data, error, again } = useData<Thing>(`/api/things/${id}`);
  useTitle(data?.name ?? "");
  useEffect(() => {
    if (data?.replacedBy) go(address(data.replacedBy), true);
    const evidence = data?.kind === "evidence" ? data.properties["dcterms:source"]?.[0]?.value : undefined;
    if (evidence && typeof evidence === "object" && "id" in evidence)
      go(`${address(evidence.id)}?evidence=${encodeURIComponent(id)}`, true);
  }, [data]);
  if (error) return <Failed error={error} again={again} />;
  if (!data || data.replacedBy || data.kind === "evidence") return <Loading />;
  const charted = ["park", "enterprise", "place"].includes(data.kind);
  const order = data.kind === "project" ? ["stages"] : [];
  const sections = [...data.sections].sort((a, b) => Number(order.includes(b.name)) - Number(order.includes(a.name)));
  return (
    <article class="thing">
      <ThingHead thing={data} />
      {sections.length > 1 && (
        <nav class="tabs inside" aria-label={w("contents")}>
          {sections.map((section) => <a key={section.name} href={`#${section.name}`}>{sectionTitle(section.name)} <span class="count">{section.count}</span></a>)}
        </nav>
      )}
      {charted && data.sections.some((section) => section.name === "projects") && <Pipeline id={id} />}
      {sections.filter((section) => section.name !== "metrics").slice(0, 2).map((section) => <SectionTable key={section.name} id={id} {...section} />)}
      {charted && data.sections.some((section) => section.name === "metrics") && <Series id={id} />}
      {sections.filter((section) => section.name !== "metrics").slice(2).concat(sections.filter((section) => section.name === "metrics"))
        .map((section) => <SectionTable key={section.name} id={id} {...section} />)}
    </article>
  );
}

export function ThingHead({ thing }: { thing: Thing }): JSX.Element {
  const api = address(thing.id);
  return (
    <header class="head">
      <p class="over"><KindMark kind={thing.kind} />
        {thing.above.length > 0 && <span class="chain">{[...thing.above].reverse().map((one) => <a key={one.id} href={address(one.id)}>{one.name}</a>)}</span>}</p>
      <h1>{thing.name} <Evidence ids={thing.evidence} what={thing.name} /></h1>
      {thing.otherNames.length > 0 && <p class="quiet">{w("alsoCalled")}: {thing.otherNames.join("、")}</p>}
      <dl class="properties">
        {Object.entries(thing.properties).filter(([name]) => !HIDDEN.has(name)).map(([name, values]) => (
          <div key={name}>
            <dt>{propertyLabel(name)}</dt>
            <dd>{values.map((one, index) => (
              <span key={index} class="listed">
                {name === "pg:totalInvestment" && typeof one.value === "number" ? writeMoney(one.value) : name === "pg:parkLevel" ? levelOf(String(one.value)) : <Show cell={one.value} />}
                <Evidence ids={one.evidence} what={propertyLabel(name)} />
              </span>
            ))}</dd>
          </div>
        ))}
      </dl>
      <p class="actions">
        <a href={`/graph?of=${encodeURIComponent(thing.id)}`}>{w("graph")}</a>
        <a href={`/workbench?query=${encodeURIComponent(`DESCRIBE <${thing.iri}>`)}`}>SPARQL</a>
        <span class="quiet small iri">{thing.iri}</span>
      </p>
    </header>
  );
}
