import type { JSX } from "preact";
import { type Question, writeNumber } from "../data";
import { Failed, useData, useTitle } from "../parts";
import { SearchBox } from "../search";
import { type Word, language, w } from "../words";
import { go } from "../routes";

const SHOWN: [string, Word][] = [
  ["park", "parks"], ["enterprise", "enterprises"], ["project", "projects"], ["policy", "policies"], ["place", "places"], ["document", "documents"],
];
const FIRST = ["central-soe-entries", "parks-by-place", "largest-projects", "planned-vs-actual", "conflicts", "parks-by-industry"];

export default function Home(): JSX.Element {
  const { data, error, again } = useData<{ counts: Record<string, number> }>("/api/about");
  const questions = useData<{ questions: Question[] }>("/api/questions");
  useTitle("");
  return (
    <div class="home">
      <section class="hero">
        <h1>{w("title")}</h1>
        <p class="lead">{w("tagline")}</p>
        <SearchBox big id="search" label={w("search")} hint={w("searchHint")} />
        <form class="asking" onSubmit={(event) => {
          event.preventDefault();
          const text = String(new FormData(event.currentTarget).get("q") ?? "").trim();
          if (text) go(`/ask?q=${encodeURIComponent(text)}`);
        }}>
          <label class="hidden" for="home-ask">{w("ask")}</label>
          <input id="home-ask" name="q" placeholder={w("askHint")} autocomplete="off" />
          <button type="submit">{w("ask")}</button>
        </form>
      </section>
      {error && <Failed error={error} again={again} />}
      <dl class="tally">
        {SHOWN.map(([kind, word]) => (
          <div key={kind}><dt>{w(word)}</dt><dd>{data ? writeNumber(data.counts[kind] ?? 0) : "·"}</dd></div>
        ))}
      </dl>
      <section>
        <h2>{w("tryThese")}</h2>
        <ul class="cards">
          {questions.data?.questions.filter((q) => FIRST.includes(q.name)).sort((a, b) => FIRST.indexOf(a.name) - FIRST.indexOf(b.name)).map((question) => (
            <li key={question.name}><a href={`/questions/${question.name}`}>{language === "zh" ? question.zh : question.en}</a></li>
          ))}
        </ul>
      </section>
    </div>
  );
}
