import type { JSX } from "preact";
import { address } from "../data";
import { Failed, Loading, useData, useTitle } from "../parts";
import { type Place, go } from "../routes";
import { w } from "../words";

interface PlaceRow { id: string; name: string; code: string; parks: number; projects: number; places: number }

// What is open stands in the address, so that it can be passed on.
export default function Places({ place }: { place: Place }): JSX.Element {
  const open = (place.query.get("open") ?? "").split(" ").filter(Boolean);
  const toggle = (id: string): void => {
    const now = open.includes(id) ? open.filter((one) => one !== id) : [...open, id];
    go(now.length ? `/places?open=${now.join("+")}` : "/places", true);
  };
  useTitle(w("places"));
  return <><h1>{w("places")}</h1><p class="quiet">{w("placeHint")}</p><Level below="" open={open} toggle={toggle} /></>;
}

interface Opening { open: string[]; toggle: (id: string) => void }

function Level({ below, open, toggle }: { below: string } & Opening): JSX.Element {
  const { data, error, again } = useData<{ places: PlaceRow[] }>(`/api/places?below=${below}`);
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading />;
  const most = Math.max(1, ...data.places.map((place) => place.parks));
  return <ul class="tree">{data.places.map((place) => <Branch key={place.id} place={place} most={most} open={open} toggle={toggle} />)}</ul>;
}

function Branch({ place, most, open, toggle }: { place: PlaceRow; most: number } & Opening): JSX.Element {
  const shown = open.includes(place.id);
  const leaf = place.places === 0;
  return (
    <li>
      <div class="branch">
        {leaf ? <span class="leaf" aria-hidden="true" /> : (
          <button type="button" class="plain" aria-expanded={shown} aria-label={`${w("expand")} ${place.name}`} onClick={() => toggle(place.id)}>{shown ? "−" : "+"}</button>
        )}
        <a href={address(place.id)}>{place.name}</a><span class="quiet small">{place.code}</span>
        <meter min={0} max={most} value={place.parks} aria-label={`${w("parks")} ${place.parks}`} />
        <span class="number small">{place.parks} {w("parks")} · {place.projects} {w("projects")}</span>
      </div>
      {shown && <Level below={place.id} open={open} toggle={toggle} />}
    </li>
  );
}
