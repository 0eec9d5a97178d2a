import type { JSX } from "preact";
import { type Link, address, writeNumber } from "../data";
import { Failed, Loading, Nothing, useData, useTitle } from "../parts";
import { maybe, w } from "../words";

interface Report {
  counts: Record<string, number>; rejected: { source: string; reason: string }[]; rejectedCount: number;
  violations: { focus: string; path: string; value: string; message: string; severity: string; sentence: string; document: string }[]; violationCount: number;
  unattributed: number; undated: number; untitled: number; empty: number; encodings: Record<string, number>;
  missed: { document: Link; characters: number; facts: number; unattributed: number; examples: { kind: string; text: string }[] }[];
}
interface Quality { report: Report | null; doubts: Record<string, number> }

const DOUBTS: [string, string, string][] = [
  ["conflicts", "conflicts", "conflicts"], ["notAccepted", "notAccepted", "weak-facts"], ["undecided", "undecided", "undecided-names"], ["copies", "copies", "copies-of-documents"],
];

export default function QualityPage(): JSX.Element {
  const { data, error, again } = useData<Quality>("/api/quality");
  useTitle(w("quality"));
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading />;
  const report = data.report;
  return (
    <>
      <h1>{w("quality")}</h1>
      <section><h2>{w("doubts")}</h2>
        <dl class="tally">{DOUBTS.map(([key, word, question]) => <div key={key}><dt><a href={`/questions/${question}`}>{maybe(word)}</a></dt><dd>{writeNumber(data.doubts[key] ?? 0)}</dd></div>)}</dl></section>
      <section><h2>{w("report")}</h2>
        {!report ? <Nothing title={w("noReport")} /> : (
          <>
            <dl class="tally">
              <div><dt>{w("documentsRead")}</dt><dd>{writeNumber(report.counts.documents)}</dd></div>
              <div><dt>{w("triples")}</dt><dd>{writeNumber(report.counts.triples)}</dd></div>
              <div><dt>{w("rejected")}</dt><dd>{writeNumber(report.rejectedCount)}</dd></div>
              <div><dt>{w("violations")}</dt><dd>{writeNumber(report.violationCount)}</dd></div>
              <div><dt>{w("unattributed")}</dt><dd>{writeNumber(report.unattributed)}</dd></div>
              <div><dt>{w("undated")}</dt><dd>{writeNumber(report.undated)}</dd></div>
              <div><dt>{w("empty")}</dt><dd>{writeNumber(report.empty)}</dd></div>
            </dl>
            {report.rejected.length > 0 && <><h3>{w("rejected")}</h3><Plain head={[w("source"), w("reason")]} rows={report.rejected.map((one) => [one.source, one.reason])} /></>}
            {report.violations.length > 0 && <><h3>{w("violations")}</h3><Plain head={[w("name"), w("reason"), w("value")]} rows={report.violations.map((one) => [
              one.focus.includes("/id/") ? <a href={`/id/${one.focus.split("/id/")[1]}`}>{one.focus.split("/id/")[1]}</a> : one.focus, `${one.severity}: ${one.message}`, one.value])} /></>}
            <h3>{w("mostMissed")}</h3>
            <Plain head={[w("document"), w("characters"), w("facts"), w("unattributed"), w("examples")]} rows={report.missed.map((one) => [
              <a href={address(one.document.id)}>{one.document.name}</a>, one.characters, one.facts, one.unattributed, one.examples.map((example) => example.text).join("、")])} />
            <h3>{w("counts")}</h3>
            <Plain head={[w("name"), w("counts")]} rows={[...Object.entries(report.counts), ...Object.entries(report.encodings).map(([name, number]): [string, number] => [`${w("encodings")} ${name}`, number])]} />
          </>
        )}</section>
    </>
  );
}

function Plain({ head, rows }: { head: string[]; rows: (string | number | JSX.Element)[][] }): JSX.Element {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={head.join(", ")}>
      <table><thead><tr>{head.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>{rows.map((row, index) => <tr key={index}>{row.map((cell, at) => <td key={at} class={typeof cell === "number" ? "number" : at === row.length - 1 ? "wide" : ""}>{cell}</td>)}</tr>)}</tbody></table>
    </div>
  );
}
