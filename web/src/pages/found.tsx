import type { JSX } from "preact";
import { type Groups, address } from "../data";
import { Failed, KindMark, Loading, Nothing, useData, useTitle } from "../parts";
import type { Place } from "../routes";
import { maybe, w } from "../words";

const KINDS = ["park", "enterprise", "project", "policy", "place", "agency", "document"];

export default function Found({ place }: { place: Place }): JSX.Element {
  const wanted = place.query.get("q") ?? "";
  const kind = place.query.get("kind") ?? "";
  const { data, error, again } = useData<Groups>(`/api/search?q=${encodeURIComponent(wanted)}&kind=${kind}&limit=${kind ? 60 : 10}`);
  useTitle(`${w("search")} ${wanted}`);
  const base = `/search?q=${encodeURIComponent(wanted)}`;
  return (
    <>
      <h1>{w("searchResults")} <span class="quiet">{wanted}</span></h1>
      <nav class="tabs" aria-label={w("kind")}>
        <a href={base} aria-current={kind ? undefined : "page"}>{w("any")}</a>
        {KINDS.map((one) => <a key={one} href={`${base}&kind=${one}`} aria-current={kind === one ? "page" : undefined}>{maybe(one)}</a>)}
      </nav>
      {error ? <Failed error={error} again={again} /> : !data ? <Loading /> : data.groups.length === 0 ? <Nothing title={w("nothingFound")} hint={w("nothingFoundHint")} /> : data.groups.map((group) => (
        <section key={group.kind} class="group">
          <h2>{maybe(group.kind)}</h2>
          <ul class="plain-list">
            {group.hits.map((hit) => (
              <li key={hit.id}><KindMark kind={hit.kind} /><a href={address(hit.id)}>{hit.name}</a>
                {hit.matched !== hit.name && <span class="quiet small">{hit.matched}</span>}
                {hit.mentions > 0 && <span class="quiet small end">{hit.mentions} {w("evidenceOf")}</span>}</li>
            ))}
          </ul>
          {!kind && group.hits.length >= 10 && <a class="go" href={`${base}&kind=${group.kind}`}>{w("allResults")} →</a>}
        </section>
      ))}
    </>
  );
}
