import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Question } from "../data";
import { Failed, Loading, Nothing, useData, useTitle } from "../parts";
import { language, w } from "../words";

export default function Questions(): JSX.Element {
  const { data, error, again } = useData<{ questions: Question[] }>("/api/questions");
  const [word, setWord] = useState("");
  useTitle(w("questions"));
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading />;
  const wanted = word.trim().toLowerCase();
  const shown = data.questions.filter((q) => [q.name, q.zh, q.en, ...q.keywords].join(" ").toLowerCase().includes(wanted));
  return (
    <>
      <h1>{w("questions")} <span class="count">{shown.length}</span></h1>
      <div class="filter"><label class="hidden" for="filter">{w("filterQuestions")}</label>
        <input id="filter" type="search" placeholder={w("filterQuestions")} value={word} onInput={(event) => setWord(event.currentTarget.value)} /></div>
      {shown.length === 0 && <Nothing title={w("nothingFound")} />}
      <ul class="cards">
        {shown.map((question) => (
          <li key={question.name}><a href={`/questions/${question.name}`}>
            <strong>{language === "zh" ? question.zh : question.en}</strong>
            <span class="quiet small">{question.keywords.filter((one) => /[^\x00-\x7f]/.test(one) === (language === "zh")).slice(0, 5).join(" · ")}</span>
          </a></li>
        ))}
      </ul>
    </>
  );
}
