// Asking the server, the labels of terms and concepts, and values as people write them.
import { language, w } from "./words";

export interface Link { id: string; name: string }
export type Cell = string | number | boolean | null | Link | { concept: string } | { iri: string } | Cell[];
export type Row = Record<string, Cell> & { evidence?: string[]; plan?: string[]; outcome?: string[] };
export interface Section { columns: string[]; rows: Row[]; total: number; page: number; size: number }
export interface Thing {
  id: string; iri: string; kind: string; name: string; otherNames: string[]; types: string[];
  evidence: string[]; above: Link[]; confidence: string; replacedBy?: string;
  properties: Record<string, { value: Cell; evidence: string[] }[]>;
  sections: { name: string; count: number }[];
}
export interface Hit { id: string; name: string; matched: string; kind: string; mentions: number }
export interface Groups { groups: { kind: string; hits: Hit[] }[] }
export interface Choice { value: string; zh: string; en: string }
export interface Parameter { name: string; type: string; default: string | null; meaning: string; kinds: string[]; choices: Choice[] }
export interface Question {
  name: string; zh: string; en: string; keywords: string[]; parameters: Parameter[];
  columns: { name: string; meaning: string }[]; text: string;
}
export interface Answer {
  kind: "table" | "graph" | "boolean"; name: string; text: string; columns: string[]; rows: Cell[][];
  total: number; turtle: string; triples: number; value: boolean;
}
interface Terms {
  terms: Record<string, [string, string, string, string]>;
  concepts: Record<string, Record<string, [string, string, string, number]>>;
  prefixes: Record<string, string>;
}

const kept = new Map<string, Promise<unknown>>();

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, { headers: { Accept: "application/json" }, signal });
  const body = await response.json().catch(() => ({ error: response.statusText }));
  if (!response.ok) throw new Error(body.error ?? response.statusText);
  return body as T;
}

export function getOnce<T>(path: string): Promise<T> {
  let found = kept.get(path) as Promise<T> | undefined;
  if (!found) {
    found = get<T>(path);
    found.catch(() => kept.delete(path));
    kept.set(path, found);
  }
  return found;
}

let terms: Terms = { terms: {}, concepts: {}, prefixes: {} };

export async function readTerms(): Promise<Terms> {
  terms = await getOnce<Terms>("/api/terms");
  return terms;
}

export function conceptLabel(concept: string): string {
  const [scheme, slug] = concept.split("/", 2);
  const found = terms.concepts[scheme]?.[slug];
  return found ? found[language === "zh" ? 0 : 1] : slug;
}

export function conceptOrder(concept: string): number {
  const [scheme, slug] = concept.split("/", 2);
  return terms.concepts[scheme]?.[slug]?.[3] ?? 0;
}

export function conceptsOf(scheme: string): string[] {
  const found = Object.entries(terms.concepts[scheme] ?? {});
  return found.sort((a, b) => a[1][3] - b[1][3]).map(([slug]) => `${scheme}/${slug}`);
}

const OTHERS: Record<string, [string, string]> = {
  "dcterms:title": ["标题", "title"],
  "dcterms:issued": ["发布日期", "issued"],
  "dcterms:publisher": ["发布者", "publisher"],
  "dcterms:creator": ["署名", "byline"],
  "dcterms:source": ["来源", "source"],
  "dcterms:identifier": ["标识", "identifier"],
  "org:subOrganizationOf": ["上级集团", "part of group"],
};

export function propertyLabel(curie: string): string {
  const at = language === "zh" ? 0 : 1;
  if (curie in OTHERS) return OTHERS[curie][at];
  return terms.terms[curie.replace(/^pg:/, "")]?.[at] ?? curie;
}

export function isLink(cell: Cell | undefined): cell is Link {
  return typeof cell === "object" && cell !== null && "id" in cell;
}

export function isConcept(cell: Cell | undefined): cell is { concept: string } {
  return typeof cell === "object" && cell !== null && "concept" in cell;
}

export function address(id: string): string {
  return `/id/${id}`;
}

export function kindOf(id: string): string {
  return id.split("/", 1)[0];
}

function short(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

export function writeNumber(value: number): string {
  if (language === "zh") {
    if (Math.abs(value) >= 1e8) return `${short(value / 1e8)}亿`;
    if (Math.abs(value) >= 1e4) return `${short(value / 1e4)}万`;
  } else {
    if (Math.abs(value) >= 1e9) return `${short(value / 1e9)} bn`;
    if (Math.abs(value) >= 1e6) return `${short(value / 1e6)} m`;
  }
  return value.toLocaleString("en-US", { maximumFractionDigits: 4 });
}

export function writeMoney(value: number): string {
  return language === "zh" ? `${writeNumber(value)}元` : `¥${writeNumber(value)}`;
}

export function writeQuantity(value: Cell | undefined, unit: Cell | undefined): string {
  if (typeof value !== "number") return value === undefined || value === null ? "" : String(value);
  if (!isConcept(unit)) return writeNumber(value);
  if (unit.concept === "unit/cny") return writeMoney(value);
  if (unit.concept === "unit/percent") return `${value}%`;
  const label = conceptLabel(unit.concept);
  return language === "zh" ? `${writeNumber(value)} ${label}` : `${writeNumber(value)} ${label}`;
}

export function writePeriod(start: Cell | undefined, end: Cell | undefined): string {
  const first = String(start ?? ""), last = String(end ?? "");
  if (!first && !last) return "";
  if (first === last) return first;
  if (first.endsWith("-01-01") && last.endsWith("-12-31")) {
    const years = [first.slice(0, 4), last.slice(0, 4)];
    return years[0] === years[1] ? years[0] : `${years[0]}–${years[1]}`;
  }
  if (first.slice(0, 7) === last.slice(0, 7) && first.endsWith("-01") && Number(last.slice(8)) > 27)
    return first.slice(0, 7);
  return `${first} – ${last}`;
}

export function writeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error ?? w("failed"));
}
