// Charts by ECharts, loaded when the first one is drawn. Tooltips are drawn as text, so that the page needs no style in markup.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { writeNumber } from "./data";
import { w } from "./words";

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export function Chart({ option, title, tall }: { option: () => EChartsCoreOption; title: string; tall?: boolean }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState("");
  useEffect(() => {
    let chart: EChartsType | undefined;
    let gone = false;
    const watch = new ResizeObserver(() => chart?.resize());
    import("./echarts").then(({ init }) => {
      if (gone || !box.current) return;
      chart = init(box.current);
      chart.setOption({
        animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("--quiet") },
        color: [colour("--accent"), colour("--warm"), colour("--third")], grid: { left: 12, right: 16, top: 36, bottom: 12, containLabel: true },
        ...option(),
      });
      watch.observe(box.current);
    }, (error: Error) => setFailed(error.message));
    return () => { gone = true; watch.disconnect(); chart?.dispose(); };
  }, [option]);
  return <div ref={box} class={`chart ${tall ? "tall" : ""}`} role="img" aria-label={title}>{failed}</div>;
}

export interface Point { when: string; label: string; value: number; planned: boolean; text: string }

export function axis(extra: object = {}): object {
  return { axisLine: { lineStyle: { color: colour("--line") } }, axisTick: { show: false }, axisLabel: { color: colour("--quiet") },
    splitLine: { lineStyle: { color: colour("--line") } }, ...extra };
}

export function LineChart({ title, points }: { title: string; points: Point[] }): JSX.Element {
  const key = title + points.map((point) => point.when + point.value).join();
  const [option, setOption] = useState<() => () => EChartsCoreOption>();
  useEffect(() => {
    const labels = [...new Set(points.map((point) => point.label))];
    // every value is a point of its own, so that one sees where documents differ
    const values = (planned: boolean): [string, number][] =>
      points.filter((point) => point.planned === planned).map((point) => [point.label, point.value]);
    const shown = [false, true].filter((planned) => values(planned).length > 0);
    const make = (): EChartsCoreOption => ({
      tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (value: unknown) => typeof value === "number" ? writeNumber(value) : "—" },
      legend: { top: 0, textStyle: { color: colour("--quiet") }, data: shown.map((planned) => w(planned ? "planned" : "actual")) },
      xAxis: axis({ type: "category", data: labels }),
      yAxis: axis({ type: "value", scale: true, axisLabel: { color: colour("--quiet"), formatter: (value: number) => writeNumber(value) } }),
      series: shown.map((planned) => ({
        name: w(planned ? "planned" : "actual"), type: "line", data: values(planned), symbolSize: 8,
        color: colour(planned ? "--warm" : "--accent"), lineStyle: { type: planned ? "dashed" : "solid", width: 1.5 },
      })),
    });
    setOption(() => make as never);
  }, [key]);
  return option ? <Chart option={option as unknown as () => EChartsCoreOption} title={title} /> : <div class="chart" />;
}
