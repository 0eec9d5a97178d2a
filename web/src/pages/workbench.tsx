import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Question, getOnce, readTerms, writeError } from "../data";
import { Failed, Loading, useTitle } from "../parts";
import type { Place } from "../routes";
import { language, w } from "../words";

export default function Workbench({ place }: { place: Place }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [questions, setQuestions] = useState<Question[]>([]);
  const [error, setError] = useState("");
  const [ready, setReady] = useState(false);
  const show = useRef<(text: string) => void>(() => undefined);
  useTitle(w("workbench"));
  useEffect(() => {
    let gone = false;
    const asked = place.query.get("query");
    Promise.all([import("../yasgui"), readTerms(), getOnce<{ questions: Question[] }>("/api/questions")]).then(
      ([module, terms, found]) => {
        if (gone || !box.current) return;
        setQuestions(found.questions);
        show.current = module.open(box.current, { endpoint: `${location.origin}/sparql`, prefixes: terms.prefixes, terms: Object.keys(terms.terms), query: asked });
        setReady(true);
      },
      (wrong) => setError(writeError(wrong)),
    );
    return () => { gone = true; };
  }, []);
  return (
    <div class="workbench">
      <h1>{w("workbench")}</h1>
      <div class="field"><label for="example">{w("examples")}</label>
        <select id="example" onChange={(event) => { const found = questions.find((one) => one.name === event.currentTarget.value); if (found) show.current(found.text); }}>
          <option value="">—</option>
          {questions.map((question) => <option key={question.name} value={question.name}>{language === "zh" ? question.zh : question.en}</option>)}
        </select></div>
      {error ? <Failed error={error} /> : !ready && <Loading />}
      <div ref={box} id="yasgui" />
    </div>
  );
}
