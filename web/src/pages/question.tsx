import type { JSX } from "preact";
import type { Question } from "../data";
import { AnswerView, Parameters, queryOf } from "../asked";
import { Failed, Loading, Nothing, useData, useTitle } from "../parts";
import { type Place, go } from "../routes";
import { language, w } from "../words";

export default function QuestionPage({ place }: { place: Place }): JSX.Element {
  const name = place.path.split("/")[2];
  const { data, error, again } = useData<{ questions: Question[] }>("/api/questions");
  const question = data?.questions.find((one) => one.name === name);
  const words = question ? (language === "zh" ? question.zh : question.en) : "";
  useTitle(words);
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading />;
  if (!question) return <Nothing title={w("notFound")}><a href="/questions">{w("questions")}</a></Nothing>;
  const given = Object.fromEntries(question.parameters.map((p) => [p.name, place.query.get(p.name) ?? ""]));
  return (
    <article class="question">
      <p class="over"><a href="/questions">{w("questions")}</a></p>
      <h1>{words}</h1>
      <p class="quiet">{language === "zh" ? question.en : question.zh}</p>
      <Parameters question={question} given={given} submit={(now) => { const fields = queryOf(now); go(`/questions/${name}${fields ? `?${fields}` : ""}`); }} />
      <AnswerView question={question} given={given} />
    </article>
  );
}
