// A question of the catalogue: its parameters as fields, and the answer as table, chart and files.
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { EChartsCoreOption } from "echarts/core";
import { Chart, axis } from "./chart";
import { type Answer, type Cell, type Parameter, type Question, isConcept, isLink, kindOf, conceptLabel, writeNumber } from "./data";
import { Failed, Loading, Nothing, Show, useData } from "./parts";
import { SearchBox } from "./search";
import { language, nameOf, w } from "./words";

export type Given = Record<string, string>;

export function queryOf(given: Given): string {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (value.trim()) fields.set(name, value.trim());
  return fields.toString();
}

export function Parameters({ question, given, submit }: { question: Question; given: Given; submit: (given: Given) => void }): JSX.Element {
  const [now, setNow] = useState<Given>(given);
  useEffect(() => setNow(given), [JSON.stringify(given), question.name]);
  const change = (name: string) => (value: string): void => setNow((before) => ({ ...before, [name]: value }));
  return (
    <form class="parameters" aria-label={w("parameters")} onSubmit={(event) => { event.preventDefault(); submit(now); }}>
      {question.parameters.map((parameter) => <Field key={parameter.name} parameter={parameter} value={now[parameter.name] ?? ""} change={change(parameter.name)} />)}
      <button type="submit" class="main">{w("answerIt")}</button>
    </form>
  );
}

function Field({ parameter, value, change }: { parameter: Parameter; value: string; change: (value: string) => void }): JSX.Element {
  const id = `parameter-${parameter.name}`;
  const label = language === "zh" ? nameOf(parameter.name) : parameter.meaning;
  if (parameter.kinds.length > 0)
    return <div class="field"><SearchBox id={id} hint={w("any")} name={parameter.name} kinds={parameter.kinds} label={label} value={value} change={change} choose={(hit) => change(hit.name)} /></div>;
  if (parameter.choices.length > 0)
    return (
      <div class="field"><label for={id}>{label}</label>
        <select id={id} name={parameter.name} value={value || (parameter.default ?? "")} onChange={(event) => change(event.currentTarget.value)}>
          {parameter.default === null && <option value="">{w("any")}</option>}
          {parameter.choices.map((choice) => <option key={choice.value} value={choice.value}>{language === "zh" ? choice.zh : choice.en}</option>)}
        </select></div>
    );
  return (
    <div class="field"><label for={id}>{label}</label>
      {parameter.type === "date"
        ? <input id={id} name={parameter.name} type="date" value={value} onInput={(event) => change(event.currentTarget.value)} />
        : <input id={id} name={parameter.name} type="text" inputMode={["integer", "decimal"].includes(parameter.type) ? "decimal" : undefined}
            placeholder={parameter.default ?? w("any")} value={value} onInput={(event) => change(event.currentTarget.value)} />}</div>
  );
}

export function AnswerView({ question, given }: { question: Question; given: Given }): JSX.Element {
  const fields = queryOf(given);
  const { data, error, again } = useData<Answer>(`/api/questions/${question.name}?${fields}`);
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading />;
  const file = (form: string): string => `/api/questions/${question.name}/answer.${form}?${fields}`;
  return (
    <section class="answer" aria-live="polite">
      <div class="tools">
        {data.kind === "table" && <strong>{data.total} {w("rows")}</strong>}
        <span class="end">{w("download")}:</span>
        {(data.kind === "graph" ? ["turtle"] : ["csv", "json"]).map((form) => <a key={form} href={file(form)} download={`${question.name}.${form}`}>{form === "turtle" ? "Turtle" : form.toUpperCase()}</a>)}
        <a href={`/workbench?query=${encodeURIComponent(data.text)}`}>{w("inWorkbench")}</a>
      </div>
      {data.kind === "boolean" ? <p class="lead">{data.value ? w("yes") : w("no")}</p> : data.kind === "graph" ? <pre>{data.turtle}</pre> :
        data.rows.length === 0 ? <Nothing title={w("noRows")} hint={w("noRowsHint")} /> : (
          <><AnswerChart answer={data} question={question} /><AnswerTable answer={data} question={question} /></>
        )}
      <details><summary>{w("showSparql")}</summary><pre>{data.text}</pre></details>
    </section>
  );
}

function AnswerTable({ answer, question }: { answer: Answer; question: Question }): JSX.Element {
  const meaning = new Map(question.columns.map((column) => [column.name, column.meaning]));
  const filled = answer.columns.map((_, at) => at).filter((at) => answer.columns[at] !== "iri" && answer.rows.some((row) => row[at] !== null && row[at] !== ""));
  const numeric = new Set(filled.filter((at) => answer.rows.some((row) => typeof row[at] === "number") && answer.rows.every((row) => row[at] === null || typeof row[at] === "number")));
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label={w("table")}>
        <table>
          <thead><tr>{filled.map((at) => <th key={at} scope="col" title={meaning.get(answer.columns[at])} class={numeric.has(at) ? "number" : ""}>{nameOf(answer.columns[at])}</th>)}</tr></thead>
          <tbody>{answer.rows.map((row, index) => (
            <tr key={index}>{filled.map((at) => <td key={at} class={numeric.has(at) ? "number" : typeof row[at] === "string" && (row[at] as string).length > 40 ? "wide" : ""}><Show cell={row[at]} /></td>)}</tr>
          ))}</tbody>
        </table>
      </div>
      {answer.total > answer.rows.length && <p class="quiet">{w("rowsShown")} {answer.rows.length} / {answer.total}</p>}
      <details><summary>{w("meanings")}</summary>
        <dl class="meanings">{question.columns.map((column) => <div key={column.name}><dt>{nameOf(column.name)}</dt><dd>{column.meaning}</dd></div>)}</dl></details>
    </>
  );
}

function text(cell: Cell): string {
  if (isLink(cell)) return cell.name;
  if (isConcept(cell)) return conceptLabel(cell.concept);
  return cell === null ? "" : String(cell);
}

// A bar for each name when the answer has one column of names and a number, a line when the names are years.
function AnswerChart({ answer }: { answer: Answer; question: Question }): JSX.Element | null {
  const made = useMemo(() => chartOf(answer), [answer]);
  return made ? <details open><summary>{w("chart")}: {made.title}</summary><Chart option={made.option} title={made.title} tall={made.tall} /></details> : null;
}

const COUNTED = /^(parks|projects|enterprises|documents|claims|entries|investment|count|value|actual|share|mu|number)$/;

function chartOf(answer: Answer): { option: () => EChartsCoreOption; title: string; tall: boolean } | null {
  const at = answer.columns.findIndex((name, index) => COUNTED.test(name) && answer.rows.every((row) => row[index] === null || typeof row[index] === "number"));
  const named = answer.columns.findIndex((_, index) => answer.rows.every((row) => typeof row[index] === "string" || isLink(row[index]) || isConcept(row[index])) && new Set(answer.rows.map((row) => text(row[index]))).size > 1);
  const year = answer.columns.indexOf("year");
  if (at < 0 || (named < 0 && year < 0) || answer.rows.length < 2) return null;
  const units = answer.columns.indexOf("unit");
  if (units >= 0 && new Set(answer.rows.map((row) => text(row[units]))).size > 1) return null;
  const by = year >= 0 && named < 0 ? year : named;
  const sums = new Map<string, number>();
  for (const row of answer.rows) {
    const name = text(row[by]);
    const value = Number(row[at] ?? 0);
    // rows of one name are added where they count things; of measured values the first stands
    if (/^(value|actual|share|mu)$/.test(answer.columns[at])) { if (!sums.has(name)) sums.set(name, value); } else sums.set(name, (sums.get(name) ?? 0) + value);
  }
  const entries = [...sums].filter(([name, value]) => name && value !== 0);
  if (entries.length < 2) return null;
  const top = by === year ? entries.sort((a, b) => a[0].localeCompare(b[0])) : entries.sort((a, b) => b[1] - a[1]).slice(0, 20);
  const title = `${nameOf(answer.columns[by])} · ${nameOf(answer.columns[at])}`;
  const upright = by === year;
  return {
    title, tall: !upright && top.length > 8,
    option: () => ({
      tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (value: unknown) => typeof value === "number" ? writeNumber(value) : "" },
      xAxis: upright ? axis({ type: "category", data: top.map(([name]) => name) }) : axis({ type: "value" }),
      yAxis: upright ? axis({ type: "value" }) : axis({ type: "category", inverse: true, data: top.map(([name]) => name.length > 16 ? `${name.slice(0, 15)}…` : name) }),
      series: [{ type: "bar", barMaxWidth: 18, data: top.map(([, value]) => value) }],
    }),
  };
}

export function isKnownKind(id: string): boolean {
  return ["park", "enterprise", "project"].includes(kindOf(id));
}
