// The sections of a thing's page: tables of facts, the pipeline of projects, figures over time.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { LineChart } from "./chart";
import {
  type Row, type Section, conceptLabel, conceptOrder, conceptsOf, isConcept, propertyLabel, writeMoney, writePeriod, writeQuantity,
} from "./data";
import { type Column, Evidence, Failed, Loading, Pager, Show, Table, linkOf, useData } from "./parts";
import { maybe, w } from "./words";

const money = (row: Row): string | null => typeof row.investment === "number" ? writeMoney(row.investment) : null;
const period = (row: Row): string => writePeriod(row.start, row.end);

function quantity(row: Row): string {
  const value = writeQuantity(row.value, row.unit);
  const top = row.maxValue !== undefined ? `–${writeQuantity(row.maxValue, row.unit)}` : "";
  const bound = isConcept(row.bound) && row.bound.concept !== "bound/exact" ? ` (${conceptLabel(row.bound.concept)})` : "";
  return value + top + bound;
}

const relation = (name: string) => (row: Row): string => typeof row[name] === "string" ? propertyLabel(row[name] as string) : "";
const label = (row: Row): string => typeof row.label === "string" && /^\w+:/.test(row.label) ? propertyLabel(row.label) : String(row.label ?? "");

function columnsOf(section: string): Column[] {
  const modality = { name: "modality", label: w("modality") };
  const at = { name: "document", label: w("document"), wide: true };
  switch (section) {
    case "enterprises": return [
      { name: "enterprise", label: w("enterprise"), show: (row) => linkOf(row, "enterprise") }, { name: "ownership", label: w("ownership") },
      { name: "modes", label: w("modes") }, { name: "since", label: w("since") }, { name: "projects", label: w("projects"), number: true },
      { name: "entered", label: w("entered") }];
    case "parks": return [
      { name: "park", label: w("park"), show: (row) => linkOf(row, "park") }, { name: "parkKind", label: w("kind") }, { name: "modes", label: w("modes") },
      { name: "since", label: w("since") }, { name: "projects", label: w("projects"), number: true }, { name: "entered", label: w("entered") }];
    case "projects": case "phases": return [
      { name: "project", label: w("project"), show: (row) => linkOf(row, "project") }, { name: "status", label: w("status") },
      { name: "investment", label: w("investment"), show: money, number: true }, { name: "investors", label: w("investors") }, { name: "parks", label: w("parks") }];
    case "policies": return [
      { name: "policy", label: w("policy"), show: (row) => linkOf(row, "policy") }, { name: "policyKind", label: w("kind") }, { name: "issued", label: w("issued") },
      { name: "issuer", label: w("issuer") }, { name: "documentNumber", label: w("documentNumber") }];
    case "parts": case "parks-here": return [{ name: "park", label: w("park"), show: (row) => linkOf(row, "park") }, { name: "parkKind", label: w("kind") }, { name: "place", label: w("place") }];
    case "members": return [{ name: "enterprise", label: w("enterprise"), show: (row) => linkOf(row, "enterprise") }, { name: "ownership", label: w("ownership") }];
    case "metrics": case "figures": return [
      { name: "about", label: w("about") }, { name: "label", label: w("indicator") }, { name: "value", label: w("value"), show: quantity, number: true },
      { name: "start", label: w("period"), show: period }, modality, { name: "written", label: w("written") }, at];
    case "outcomes": return [
      { name: "label", label: w("indicator") }, { name: "end", label: w("period"), show: period },
      { name: "planned", label: w("planned"), number: true, show: (row) => <>{writeQuantity(row.planned, row.unit)} <Evidence ids={row.plan} what={w("planned")} /></> },
      { name: "actual", label: w("actual"), number: true, show: (row) => <>{writeQuantity(row.actual, row.unit)} <Evidence ids={row.outcome} what={w("actual")} /></> },
      { name: "reached", label: w("reached"), show: share }];
    case "conflicts": return [
      { name: "label", label: w("indicator"), show: label }, { name: "value", label: w("value"), show: (row) => typeof row.value === "number" && isConcept(row.unit) ? writeQuantity(row.value, row.unit) : <Show cell={row.value} />, number: true },
      { name: "start", label: w("period"), show: period }, at, { name: "sources", label: w("sources"), number: true }];
    case "claims": case "said": return [
      { name: "subject", label: w("subject") }, { name: "predicate", label: w("predicate"), show: relation("predicate") }, { name: "object", label: w("object") },
      modality, { name: "confidence", label: w("confidence"), number: true }, { name: "accepted", label: w("accepted") }, at];
    case "judgements": return [
      { name: "verdict", label: w("verdict") }, { name: "firstName", label: `${w("name")} 1`, show: (row) => row.firstName as string }, { name: "secondName", label: `${w("name")} 2`, show: (row) => row.secondName as string },
      { name: "confidence", label: w("confidence"), number: true }, { name: "reasons", label: w("reasons"), wide: true }];
    case "contents": return [{ name: "item", label: w("name"), show: (row) => linkOf(row, "item") }];
    case "copies": return [{ name: "document", label: w("document") }, { name: "issued", label: w("issued") }];
    default: return [];
  }
}

function share(row: Row): JSX.Element | null {
  if (typeof row.planned !== "number" || typeof row.actual !== "number" || row.planned <= 0) return null;
  const part = row.actual / row.planned;
  return (
    <span class="share"><progress max={1} value={Math.max(0, Math.min(1, part))} aria-label={w("reached")} />{(part * 100).toFixed(0)}%</span>
  );
}

export function sectionTitle(name: string): string {
  return name === "contents" ? w("contents-section") : maybe(name);
}

export function SectionTable({ id, name, count }: { id: string; name: string; count: number }): JSX.Element {
  const [page, setPage] = useState(0);
  const size = name === "contents" ? 60 : name === "claims" || name === "judgements" ? 8 : 12;
  const { data, error, again } = useData<Section>(`/api/things/${id}/${name}?page=${page}&size=${size}`);
  const title = sectionTitle(name);
  return (
    <section id={name} class="facts">
      <h2>{title} <span class="count">{count}</span></h2>
      {error ? <Failed error={error} again={again} /> : !data ? <Loading /> : (
        <>
          {name === "stages" ? <TimeLine rows={data.rows} /> : <Table caption={title} columns={columnsOf(name)} rows={data.rows} />}
          <Pager page={page} size={size} total={data.total} go={setPage} />
        </>
      )}
    </section>
  );
}

function TimeLine({ rows }: { rows: Row[] }): JSX.Element {
  return (
    <ol class="timeline">
      {rows.map((row, index) => {
        const planned = isConcept(row.modality) && row.modality.concept === "modality/planned";
        const when = period(row) || (row.reported ? `${w("reported")} ${row.reported}` : "");
        return (
          <li key={index} class={planned ? "planned" : ""}>
            <time>{when || "—"}</time>
            <div><Show cell={row.status} />{planned && <span class="tag">{w("planned")}</span>} <Evidence ids={row.evidence} />
              <p class="quiet small"><Show cell={row.document} /></p></div>
          </li>
        );
      })}
    </ol>
  );
}

export function Pipeline({ id }: { id: string }): JSX.Element | null {
  const { data } = useData<Section>(`/api/things/${id}/pipeline?size=20`);
  if (!data || data.rows.length === 0) return null;
  const found = new Map(data.rows.map((row) => [isConcept(row.status) ? row.status.concept : "", row]));
  const most = Math.max(...data.rows.map((row) => Number(row.projects)));
  return (
    <section id="pipeline" class="facts">
      <h2>{w("pipeline")}</h2>
      <ol class="pipeline">
        {conceptsOf("status").map((status) => {
          const row = found.get(status);
          const number = Number(row?.projects ?? 0);
          return (
            <li key={status} class={number ? "" : "none"}>
              <meter class={status.replace("/", "-")} min={0} max={most} value={number} aria-label={conceptLabel(status)} />
              <strong>{number}</strong><span>{conceptLabel(status)}</span>
              <small class="quiet">{row && Number(row.investment) > 0 ? writeMoney(Number(row.investment)) : ""}</small>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

interface Line { key: string; label: string; unit: Row["unit"]; rows: Row[] }

export function Series({ id }: { id: string }): JSX.Element | null {
  const { data } = useData<Section>(`/api/things/${id}/series?size=500`);
  const [chosen, setChosen] = useState(0);
  if (!data) return null;
  const lines = groupLines(data.rows);
  if (lines.length === 0) return null;
  const line = lines[Math.min(chosen, lines.length - 1)];
  return (
    <section id="series" class="facts">
      <h2>{w("series")} <span class="count">{lines.length}</span></h2>
      <div class="chips" role="group" aria-label={w("indicator")}>
        {lines.slice(0, 24).map((one, index) => (
          <button key={one.key} type="button" aria-pressed={one === line} onClick={() => setChosen(index)}>{one.label}</button>
        ))}
      </div>
      <LineChart title={line.label} points={line.rows.map((row) => ({
        when: String(row.end), label: writePeriod(row.start, row.end), value: Number(row.value),
        planned: isConcept(row.modality) && row.modality.concept === "modality/planned", text: writeQuantity(row.value, row.unit) }))} />
      <Table caption={line.label} rows={line.rows} columns={columnsOf("metrics")} />
    </section>
  );
}

function groupLines(rows: Row[]): Line[] {
  const found = new Map<string, Line>();
  for (const row of rows) {
    const unit = isConcept(row.unit) ? row.unit.concept : "";
    const key = `${row.key} ${unit}`;
    const line = found.get(key) ?? { key, label: String(row.label), unit: row.unit, rows: [] };
    line.rows.push(row);
    if (String(row.label).length < line.label.length) line.label = String(row.label);
    found.set(key, line);
  }
  const several = [...found.values()].filter((line) => new Set(line.rows.map((row) => `${row.start}${row.end}`)).size > 1);
  return several.sort((a, b) => b.rows.length - a.rows.length);
}

export function byStage(a: string, b: string): number {
  return conceptOrder(a) - conceptOrder(b);
}
