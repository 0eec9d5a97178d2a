// The workbench: YASGUI with the prefixes, terms and endpoint of this server.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";

export interface Given { endpoint: string; prefixes: Record<string, string>; terms: string[]; query: string | null }

const FIRST = `SELECT ?park ?name WHERE {
  ?park a pg:Park ;
    skos:prefLabel ?name .
}
LIMIT 20`;

function withPrefixes(text: string, prefixes: Record<string, string>): string {
  const stated = new Set([...text.matchAll(/^\s*PREFIX\s+([\w-]*):/gim)].map((found) => found[1]));
  const used = Object.keys(prefixes).filter((prefix) => !stated.has(prefix) && new RegExp(`(^|[\\s^/(|!])${prefix}:`, "m").test(text));
  return used.map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}>\n`).join("") + (used.length ? "\n" : "") + text;
}

// the types leave out what the editor's tokens have
function stringOf(token: unknown): string {
  const found = token as { string?: string; autocompletionString?: string } | undefined;
  return found?.autocompletionString ?? found?.string ?? "";
}

export function open(box: HTMLElement, { endpoint, prefixes, terms, query }: Given): (text: string) => void {
  const names = terms.map((name) => `pg:${name}`);
  Yasgui.Yasqe.defaults.autocompleters = ["prefixes", "parkgraph", "variables"];
  Yasgui.Yasqe.registerAutocompleter({
    name: "parkgraph",
    bulk: false,
    persistenceId: null,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => /^\w{2,}:?\w*$/.test(stringOf(yasqe.getCompleteToken())),
    get: (_, token) => {
      const typed = stringOf(token).toLowerCase();
      return Promise.resolve(names.filter((name) => name.toLowerCase().startsWith(typed) || name.slice(3).toLowerCase().startsWith(typed)));
    },
  });
  const prefixCompleter = Yasgui.Yasqe.Autocompleters?.prefixes;
  if (prefixCompleter) {
    prefixCompleter.get = () => Promise.resolve(Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`));
    prefixCompleter.persistenceId = null;
  }
  const yasgui = new Yasgui(box, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [] },
    persistenceId: "parkgraph",
  } as never);
  const show = (text: string): void => {
    const tab = yasgui.getTab();
    tab?.setEndpoint(endpoint);
    tab?.setQuery(withPrefixes(text, prefixes));
  };
  const now = yasgui.getTab();
  now?.setEndpoint(endpoint);
  if (query) show(query);
  else if (!now?.getQuery() || /\?sub \?pred \?obj/.test(now.getQuery())) show(FIRST);
  return show;
}
