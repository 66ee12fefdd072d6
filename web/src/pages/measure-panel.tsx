import { useCallback, useMemo } from 'react';
import type { ThresholdView } from '../../../api/contract.ts';
import { wallTimeIn } from '../../../reports/wall-time.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Chart } from '../charts/chart.tsx';
import { useChartColors } from '../charts/colors.ts';
import { measureOption } from '../charts/measure-option.ts';
import { instantOf } from '../charts/time-window.ts';
import { useFigures } from '../charts/use-figures.ts';
import { useReadings } from '../charts/use-readings.ts';
import { SHOWN, type SingleKind, unitWord } from '../format/reading.ts';
import { measureFigures, measureSummary, stepsSummary } from '../format/summary.ts';
import { useNow } from '../format/use-now.ts';
import { useMedia } from '../parts/use-media.ts';
import { useSpeech } from '../words/words.tsx';
import { ChartPanel, Stat } from './chart-panel.tsx';
import type { PanelProps } from './glucose-panel.tsx';

/** Weight, temperature, oxygen saturation or heart rate over time, against the limits of this patient. */
export function MeasurePanel({ kind, patient, shown, alerts, marks, pick }: PanelProps & { readonly kind: SingleKind }) {
  const { language, words } = useSpeech();
  const now = useNow();
  const colors = useChartColors();
  const narrow = useMedia('(max-width: 599px)');
  const readings = useReadings(patient, kind, shown);
  const thresholds = useResource(resources.thresholds(patient.id));
  const limits = useMemo(() => limitsOf(thresholds.data ?? [], kind), [thresholds.data, kind]);
  const { from, to } = shown;
  const inside = useMemo(() => (readings.data ?? []).filter(({ at }) => at >= from && at <= to), [readings.data, from, to]);
  const wall = useMemo(() => wallTimeIn(patient.zone), [patient.zone]);
  const theirs = useMemo(() => alerts.filter(({ watches }) => watches === kind), [alerts, kind]);
  const option = useMemo(
    () =>
      measureOption(
        { from, to, now, zone: patient.zone, wall, alerts: theirs, marks, language, words, colors, narrow },
        inside,
        kind,
        limits,
      ),
    [from, to, now, patient.zone, wall, theirs, marks, language, words, colors, narrow, inside, kind, limits],
  );
  const zoom = useCallback((a: number, b: number) => shown.zoom({ from: instantOf(wall, a), to: instantOf(wall, b) }), [shown, wall]);
  const { thinned } = readings;
  const { figures, first } = useFigures(patient, kind, shown, thinned);
  const summary = useMemo(() => {
    if (thinned) return figures && measureFigures(figures, kind);
    return kind === 'activity' ? stepsSummary(inside, wall, from) : measureSummary(inside, kind);
  }, [thinned, figures, inside, kind, wall, from]);
  const unit = unitWord(SHOWN[kind].unit, words);
  const height = narrow ? 180 : 200;
  return (
    <ChartPanel
      title={words.kind[kind]}
      unit={unit}
      readings={readings}
      waits={first || thresholds.first}
      inside={inside}
      patient={patient}
      stats={
        summary && (
          <>
            <Stat name={kind === 'activity' ? words.stat.wholeDays : words.stat.readings} value={String(summary.n)} />
            <Stat name={words.stat.mean} value={summary.mean} unit={unit} />
            <Stat name={words.stat.range} value={`${summary.lowest} – ${summary.highest}`} unit={unit} />
          </>
        )
      }
      chart={
        <Chart option={option} height={height} label={words.patient.chartOf(words.kind[kind], inside.length)} pick={pick} zoom={zoom} />
      }
      height={height}
    />
  );
}

/** The limits on the value itself; a limit on its change is no line in this chart. */
const limitsOf = (thresholds: readonly ThresholdView[], kind: SingleKind): readonly number[] => [
  ...new Set(
    thresholds.filter(({ watches, unit, onValue }) => watches === kind && onValue && unit === SHOWN[kind].unit).map(({ value }) => value),
  ),
];
