import { colours } from './chart.tsx';

/** Time below, values at the left, a slider for the mouse wheel; times in the patient's zone. */
export function axes(from: number, to: number, zone: string, language: string, unit: string) {
  const { text, quiet, line, card } = colours();
  const long = to - from > 3 * 86_400_000;
  const label = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    hour12: false,
    ...(long ? { month: 'numeric', day: 'numeric' } : { hour: '2-digit', minute: '2-digit' }),
  });
  return {
    animation: false,
    grid: { left: 44, right: 16, top: 28, bottom: 28 },
    textStyle: { color: text, fontFamily: 'inherit' },
    xAxis: {
      type: 'time',
      min: from,
      max: to,
      axisLabel: { color: quiet, hideOverlap: true, formatter: (at: number) => label.format(at) },
      axisLine: { lineStyle: { color: line } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      name: unit,
      nameTextStyle: { color: quiet, align: 'left' },
      axisLabel: { color: quiet },
      splitLine: { lineStyle: { color: line } },
      scale: true,
    },
    dataZoom: [{ type: 'inside', filterMode: 'none' }],
    tooltip: { trigger: 'item', backgroundColor: card, borderColor: line, textStyle: { color: text } },
  } as const;
}
