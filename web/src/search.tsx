// A field that suggests things while one types.
import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type Groups, type Hit, address, get } from "./data";
import { KindMark } from "./parts";
import { go } from "./routes";
import { w } from "./words";

interface Props {
  kinds?: string[]; label: string; hint?: string; value?: string; name?: string; big?: boolean; id?: string;
  choose?: (hit: Hit) => void; change?: (text: string) => void; autofocus?: boolean;
}

export function SearchBox({ kinds = [], label, hint, value = "", name = "q", big, id, choose, change, autofocus }: Props): JSX.Element {
  const [text, setText] = useState(value);
  const [hits, setHits] = useState<Hit[]>([]);
  const [at, setAt] = useState(-1);
  const [open, setOpen] = useState(false);
  const typed = useRef(false);
  const made = useId();
  const field = id ?? `${made}-field`;
  const list = `${made}-list`;
  const wanted = kinds.join(" ");

  useEffect(() => { typed.current = false; setText(value); }, [value]);
  useEffect(() => {
    if (!typed.current || !text.trim()) { setHits([]); return; }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      get<Groups>(`/api/search?q=${encodeURIComponent(text)}&limit=4&kind=${encodeURIComponent(wanted)}`, stop.signal).then(
        (found) => { setHits(found.groups.flatMap((group) => group.hits)); setAt(-1); setOpen(true); },
        () => undefined,
      );
    }, 120);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [text, wanted]);

  function take(hit: Hit): void {
    setOpen(false);
    typed.current = false;
    if (choose) { setText(hit.name); choose(hit); } else { setText(""); go(address(hit.id)); }
  }

  function key(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!hits.length) return;
      event.preventDefault();
      setOpen(true);
      setAt((at + (event.key === "ArrowDown" ? 1 : -1) + hits.length + (at < 0 && event.key === "ArrowUp" ? 1 : 0)) % hits.length);
    } else if (event.key === "Enter" && open && at >= 0) {
      event.preventDefault();
      take(hits[at]);
    } else if (event.key === "Enter" && !choose) {
      event.preventDefault();
      if (text.trim()) { setOpen(false); go(`/search?q=${encodeURIComponent(text.trim())}`); }
    } else if (event.key === "Escape") setOpen(false);
  }

  const shown = open && hits.length > 0;
  return (
    <div class={`suggest ${big ? "big" : ""}`} onFocusOut={(event) => { if (!(event.currentTarget as Element).contains(event.relatedTarget as Node)) setOpen(false); }}>
      <label class={choose ? "" : "hidden"} for={field}>{label}</label>
      <input id={field} name={name} type="text" role="combobox" inputMode="search" autocomplete="off" spellcheck={false} value={text} autofocus={autofocus}
        placeholder={hint} aria-expanded={shown} aria-controls={list} aria-autocomplete="list"
        aria-activedescendant={shown && at >= 0 ? `${list}-${at}` : undefined}
        onInput={(event) => { typed.current = true; setText(event.currentTarget.value); change?.(event.currentTarget.value); }}
        onFocus={() => hits.length && setOpen(true)} onKeyDown={key} />
      <ul id={list} role="listbox" aria-label={label} hidden={!shown}>
        {hits.map((hit, index) => (
          <li key={hit.id} id={`${list}-${index}`} role="option" aria-selected={index === at}
            onMouseDown={(event) => event.preventDefault()} onClick={() => take(hit)}>
            <KindMark kind={hit.kind} /><span class="hit">{hit.name}</span>
            {hit.matched !== hit.name && <span class="quiet small">{hit.matched}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function searchLabel(): string {
  return w("search");
}
