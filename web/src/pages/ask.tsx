import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Question } from "../data";
import { AnswerView, type Given, Parameters } from "../asked";
import { Failed, Loading, Nothing, useData, useTitle } from "../parts";
import { type Place, go } from "../routes";
import { language, w } from "../words";

interface Match { name: string; values: Given; score: number }
interface Asked { matches: Match[]; understood: boolean }

const EXAMPLES = ["江苏有哪些园区引进了央企", "总投资超过50亿元的项目有哪些", "兰州新区有哪些企业", "哪些项目签约了还没开工", "各文档对哪些数值说法矛盾"];

export default function Ask({ place }: { place: Place }): JSX.Element {
  const text = place.query.get("q") ?? "";
  const asked = useData<Asked>(text ? `/api/ask?q=${encodeURIComponent(text)}` : null);
  const questions = useData<{ questions: Question[] }>("/api/questions");
  const [given, setGiven] = useState<Given | null>(null);
  useTitle(text || w("ask"));
  useEffect(() => setGiven(null), [text]);
  const best = asked.data?.understood ? asked.data.matches[0] : undefined;
  const find = (name: string): Question | undefined => questions.data?.questions.find((one) => one.name === name);
  const question = best && find(best.name);
  const others = (asked.data?.matches ?? []).slice(best ? 1 : 0, best ? 4 : 3);
  return (
    <article class="question">
      <h1>{w("ask")}</h1>
      <form class="asking wide" onSubmit={(event) => { event.preventDefault(); go(`/ask?q=${encodeURIComponent(String(new FormData(event.currentTarget).get("q") ?? ""))}`); }}>
        <label class="hidden" for="ask">{w("ask")}</label>
        <input id="ask" name="q" key={text} defaultValue={text} placeholder={w("askHint")} autocomplete="off" />
        <button type="submit" class="main">{w("ask")}</button>
      </form>
      {!text && <section><h2>{w("examples")}</h2><ul class="cards">{EXAMPLES.map((one) => <li key={one}><a href={`/ask?q=${encodeURIComponent(one)}`}>{one}</a></li>)}</ul></section>}
      {text && (asked.error || questions.error ? <Failed error={asked.error || questions.error} again={asked.again} /> : !asked.data || !questions.data ? <Loading /> : (
        <>
          {question ? (
            <section class="understood">
              <p><span class="quiet">{w("understood")}</span> <a href={`/questions/${question.name}`}>{language === "zh" ? question.zh : question.en}</a></p>
              {question.parameters.length > 0 && <p class="quiet small">{w("correct")}</p>}
              <Parameters question={question} given={given ?? best!.values} submit={setGiven} />
              <AnswerView question={question} given={given ?? best!.values} />
            </section>
          ) : <Nothing title={w("notUnderstood")} hint={w("notUnderstoodHint")}><a href="/questions">{w("questions")}</a></Nothing>}
          {others.length > 0 && (
            <section><h2>{w("otherQuestions")}</h2><ul class="cards">
              {others.map((match) => { const one = find(match.name); return one && (
                <li key={match.name}><a href={`/questions/${match.name}?${new URLSearchParams(match.values)}`}>{language === "zh" ? one.zh : one.en}
                  <span class="quiet small">{Object.entries(match.values).map(([name, value]) => `${name}=${value}`).join(" · ")}</span></a></li>); })}
            </ul></section>
          )}
        </>
      ))}
    </article>
  );
}
