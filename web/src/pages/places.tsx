import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { address } from "../data";
import { Failed, Loading, useData, useTitle } from "../parts";
import { w } from "../words";

interface PlaceRow { id: string; name: string; code: string; parks: number; projects: number; places: number }

export default function Places(): JSX.Element {
  useTitle(w("places"));
  return <><h1>{w("places")}</h1><p class="quiet">{w("placeHint")}</p><Level below="" /></>;
}

function Level({ below }: { below: string }): JSX.Element {
  const { data, error, again } = useData<{ places: PlaceRow[] }>(`/api/places?below=${below}`);
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading />;
  const most = Math.max(1, ...data.places.map((place) => place.parks));
  return <ul class="tree">{data.places.map((place) => <Branch key={place.id} place={place} most={most} />)}</ul>;
}

function Branch({ place, most }: { place: PlaceRow; most: number }): JSX.Element {
  const [open, setOpen] = useState(false);
  const leaf = place.places === 0;
  return (
    <li>
      <div class="branch">
        {leaf ? <span class="leaf" aria-hidden="true" /> : (
          <button type="button" class="plain" aria-expanded={open} aria-label={`${w("expand")} ${place.name}`} onClick={() => setOpen(!open)}>{open ? "−" : "+"}</button>
        )}
        <a href={address(place.id)}>{place.name}</a><span class="quiet small">{place.code}</span>
        <meter min={0} max={most} value={place.parks} aria-label={`${w("parks")} ${place.parks}`} />
        <span class="number small">{place.parks} {w("parks")} · {place.projects} {w("projects")}</span>
      </div>
      {open && <Level below={place.id} />}
    </li>
  );
}
