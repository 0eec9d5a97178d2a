// Pieces that pages are made of: links, states, tables, evidence.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import {
  type Cell, type Row, address, conceptLabel, get, isConcept, isLink, kindOf, writeError, writeNumber,
} from "./data";
import { type Word, maybe, w } from "./words";

export function useData<T>(path: string | null): { data: T | null; error: string; again: () => void } {
  const [state, setState] = useState<{ path: string | null; data: T | null; error: string }>({ path: null, data: null, error: "" });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    get<T>(path, stop.signal).then(
      (data) => setState({ path, data, error: "" }),
      (error) => { if (!stop.signal.aborted) setState({ path, data: null, error: writeError(error) }); },
    );
    return () => stop.abort();
  }, [path, turn]);
  const now = state.path === path ? state : { data: null, error: "" };
  return { data: now.data, error: now.error, again: () => { setState({ path: null, data: null, error: "" }); setTurn(turn + 1); } };
}

export function useTitle(title: string): void {
  useEffect(() => { document.title = title ? `${title} · ${w("title")}` : w("title"); }, [title]);
}

export function Loading(): JSX.Element {
  return <div class="state" role="status"><span class="dots" aria-hidden="true" />{w("loading")}</div>;
}

export function Failed({ error, again }: { error: string; again?: () => void }): JSX.Element {
  return (
    <div class="state" role="alert">
      <strong>{w("failed")}</strong><span>{error}</span>
      {again && <button type="button" onClick={again}>{w("retry")}</button>}
    </div>
  );
}

export function Nothing({ title, hint, children }: { title: string; hint?: string; children?: ComponentChildren }): JSX.Element {
  return <div class="state"><strong>{title}</strong>{hint && <span>{hint}</span>}{children}</div>;
}

export function KindMark({ kind }: { kind: string }): JSX.Element {
  return <span class={`kind kind-${kind}`}>{maybe(kind)}</span>;
}

export function Show({ cell }: { cell: Cell | undefined }): JSX.Element | null {
  if (cell === undefined || cell === null || cell === "") return null;
  if (Array.isArray(cell))
    return <>{cell.map((one, index) => <span key={index} class="listed"><Show cell={one} /></span>)}</>;
  if (isLink(cell)) return <a href={address(cell.id)}>{cell.name || w("nameless")}</a>;
  if (isConcept(cell)) {
    const scheme = cell.concept.split("/", 1)[0];
    return <span class={scheme === "status" ? `stage ${cell.concept.replace("/", "-")}` : ""}>{conceptLabel(cell.concept)}</span>;
  }
  if (typeof cell === "object") return <a href={cell.iri} rel="noreferrer">{cell.iri}</a>;
  if (typeof cell === "boolean") return <>{cell ? w("yes") : w("no")}</>;
  if (typeof cell === "number") return <span class="number" title={String(cell)}>{writeNumber(cell)}</span>;
  return <>{cell}</>;
}

interface Quote {
  id: string; document: { id: string; name: string }; issued: string; publisher: string; source: string;
  start: number; end: number; exact: string; sentence: { text: string; marked: boolean }[];
}

export function Evidence({ ids, what }: { ids?: string[]; what?: string }): JSX.Element | null {
  const [open, setOpen] = useState(false);
  if (!ids || ids.length === 0) return null;
  const label = `${ids.length} ${w("evidenceOf")}${what ? ` · ${what}` : ""}`;
  return (
    <>
      <button type="button" class="evidence" aria-haspopup="dialog" aria-label={label} title={label} onClick={() => setOpen(true)}>
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 2.5h10v11H3zM5.5 6h5M5.5 8.5h5M5.5 11h3" /></svg>{ids.length}
      </button>
      {open && <EvidenceDialog ids={ids} what={what} close={() => setOpen(false)} />}
    </>
  );
}

function EvidenceDialog({ ids, what, close }: { ids: string[]; what?: string; close: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const query = ids.slice(0, 40).map((id) => `id=${encodeURIComponent(id)}`).join("&");
  const { data, error, again } = useData<{ quotes: Quote[] }>(`/api/evidence?${query}`);
  useEffect(() => { dialog.current?.showModal(); }, []);
  return (
    <dialog ref={dialog} class="drawer" aria-label={w("evidence")} onClose={close}
      onClick={(event) => { if (event.target === dialog.current) dialog.current?.close(); }}>
      <div class="drawer-inside">
        <header><h2>{w("evidence")}</h2><button type="button" class="plain" onClick={() => dialog.current?.close()}>{w("close")}</button></header>
        {what && <p class="quiet">{what}</p>}
        {error ? <Failed error={error} again={again} /> : !data ? <Loading /> : (
          <ol class="quotes">
            {data.quotes.map((quote) => (
              <li key={quote.id}>
                <blockquote>{quote.sentence.map((piece, index) => piece.marked ? <mark key={index}>{piece.text}</mark> : piece.text)}</blockquote>
                <p class="quiet">{[quote.document.name, quote.publisher, quote.issued].filter(Boolean).join(" · ")}</p>
                <p class="quiet small">{quote.source} [{quote.start}:{quote.end}]</p>
                <a class="go" href={`${address(quote.document.id)}?evidence=${encodeURIComponent(quote.id)}`}>{w("openOriginal")} →</a>
              </li>
            ))}
          </ol>
        )}
      </div>
    </dialog>
  );
}

export interface Column { name: string; label: string; show?: (row: Row) => ComponentChildren; number?: boolean; wide?: boolean }

export function Table({ columns, rows, caption }: { columns: Column[]; rows: Row[]; caption: string }): JSX.Element {
  const used = columns.filter((column) => rows.some((row) => column.show ? column.show(row) : row[column.name] !== undefined && row[column.name] !== ""));
  const withEvidence = rows.some((row) => row.evidence && row.evidence.length > 0);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead><tr>
          {used.map((column) => <th key={column.name} scope="col" class={column.number ? "number" : ""}>{column.label}</th>)}
          {withEvidence && <th scope="col">{w("evidence")}</th>}
        </tr></thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {used.map((column) => (
                <td key={column.name} class={`${column.number ? "number" : ""} ${column.wide ? "wide" : ""}`}>
                  {column.show ? column.show(row) : <Show cell={row[column.name]} />}
                </td>
              ))}
              {withEvidence && <td><Evidence ids={row.evidence} /></td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Pager({ page, size, total, go }: { page: number; size: number; total: number; go: (page: number) => void }): JSX.Element | null {
  if (total <= size) return null;
  const last = Math.ceil(total / size) - 1;
  return (
    <nav class="pager" aria-label={`${page + 1} / ${last + 1}`}>
      <button type="button" disabled={page <= 0} onClick={() => go(page - 1)}>{w("previous")}</button>
      <span>{page * size + 1}–{Math.min(total, (page + 1) * size)} / {total}</span>
      <button type="button" disabled={page >= last} onClick={() => go(page + 1)}>{w("next")}</button>
    </nav>
  );
}

export function linkOf(row: Row, name: string): JSX.Element | null {
  const cell = row[name];
  return isLink(cell) ? <span class={`dotted kind-${kindOf(cell.id)}`}><a href={address(cell.id)}>{cell.name}</a></span> : <Show cell={cell} />;
}

export function heading(word: Word): string {
  return w(word);
}
