// Where the page is: links within the application change the address without loading it anew.
import { useEffect, useState } from "preact/hooks";

export interface Place { path: string; query: URLSearchParams }

const APART = ["/workbench", "/sparql", "/store", "/api", "/static"]; // loaded as documents of their own

function here(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

export function go(to: string, replace = false): void {
  history[replace ? "replaceState" : "pushState"](null, "", to);
  dispatchEvent(new PopStateEvent("popstate"));
  if (!replace) scrollTo(0, 0);
}

function isApart(path: string): boolean {
  return APART.some((start) => path === start || path.startsWith(`${start}/`));
}

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest?.("a");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.hash && link.pathname === location.pathname) return;
  if (isApart(link.pathname) || isApart(location.pathname) || link.dataset.native !== undefined) return;
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
}

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const changed = (): void => setPlace(here());
    addEventListener("popstate", changed);
    document.addEventListener("click", follow);
    return () => {
      removeEventListener("popstate", changed);
      document.removeEventListener("click", follow);
    };
  }, []);
  return place;
}
