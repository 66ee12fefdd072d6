import { useCallback, useMemo } from 'react';
import type { AlertView, PatientRow, ThresholdView } from '../../../api/contract.ts';
import { type GlucoseUnit, mgPerDlFromMmolPerL } from '../../../domain/units.ts';
import { bandsOf } from '../../../reports/metrics/time-in-range.ts';
import { wallTimeIn } from '../../../reports/wall-time.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import type { AxisMark } from '../charts/axis-marks.ts';
import { Chart } from '../charts/chart.tsx';
import { useChartColors } from '../charts/colors.ts';
import { type GlucoseLimits, glucoseOption } from '../charts/glucose-option.ts';
import { instantOf, type TimeWindow } from '../charts/time-window.ts';
import { useFigures } from '../charts/use-figures.ts';
import { useReadings } from '../charts/use-readings.ts';
import { glucoseFigures, glucoseSummary, shareText } from '../format/summary.ts';
import { useNow } from '../format/use-now.ts';
import { useMedia } from '../parts/use-media.ts';
import { useSpeech } from '../words/words.tsx';
import { ChartPanel, Stat } from './chart-panel.tsx';

export interface PanelProps {
  readonly patient: PatientRow;
  readonly shown: TimeWindow;
  readonly alerts: readonly AlertView[];
  readonly marks: readonly AxisMark[];
  readonly pick: (alert: string) => void;
}

export function GlucosePanel({ patient, shown, alerts, marks, pick }: PanelProps) {
  const { language, words } = useSpeech();
  const now = useNow();
  const colors = useChartColors();
  const narrow = useMedia('(max-width: 599px)');
  const readings = useReadings(patient, 'glucose', shown);
  const unit = patient.glucoseUnit;
  const bands = bandsOf[patient.group];
  const thresholds = useResource(resources.thresholds(patient.id));
  const { from, to } = shown;
  const inside = useMemo(() => (readings.data ?? []).filter(({ at }) => at >= from && at <= to), [readings.data, from, to]);
  const wall = useMemo(() => wallTimeIn(patient.zone), [patient.zone]);
  const theirs = useMemo(() => alerts.filter(({ watches = 'glucose' }) => watches === 'glucose'), [alerts]);
  const limits = useMemo(() => limitsOf(thresholds.data ?? [], unit), [thresholds.data, unit]);
  const option = useMemo(
    () =>
      glucoseOption(
        { from, to, now, zone: patient.zone, wall, alerts: theirs, marks, language, words, colors, narrow },
        inside,
        unit,
        bands,
        limits,
        readings.stretch,
      ),
    [from, to, now, patient.zone, wall, theirs, marks, language, words, colors, narrow, inside, unit, bands, limits, readings.stretch],
  );
  const zoom = useCallback((a: number, b: number) => shown.zoom({ from: instantOf(wall, a), to: instantOf(wall, b) }), [shown, wall]);
  const { thinned } = readings;
  const { figures, first } = useFigures(patient, 'glucose', shown, thinned);
  const summary = useMemo(
    () => (thinned ? figures && glucoseFigures(figures, unit) : glucoseSummary(inside, unit, bands)),
    [thinned, figures, inside, unit, bands],
  );

  return (
    <ChartPanel
      title={words.kind.glucose}
      unit={unit}
      readings={readings}
      waits={first || thresholds.first}
      inside={inside}
      patient={patient}
      stats={
        summary && (
          <>
            <Stat name={words.stat.readings} value={String(summary.n)} />
            <Stat name={words.stat.mean} value={summary.mean} unit={unit} />
            <Stat name={words.stat.range} value={`${summary.lowest} – ${summary.highest}`} unit={unit} />
            <div className={summary.sensor && !summary.short ? 'stat stat-shares' : 'stat stat-shares stat-weak'}>
              <dt>{words.stat.inRange}</dt>
              <dd>
                <b className="number">{shareText(summary.inside)}</b>
                <span className="shares" aria-hidden="true">
                  <span className="share share-low" style={{ flexGrow: summary.below }} />
                  <span className="share share-in" style={{ flexGrow: summary.inside }} />
                  <span className="share share-high" style={{ flexGrow: summary.above }} />
                </span>
                <span className="shares-text">
                  <span className="share-text-low">
                    {words.stat.low} {shareText(summary.below)}
                  </span>
                  <span className="share-text-high">
                    {words.stat.high} {shareText(summary.above)}
                  </span>
                </span>
                {summary.short && <span className="stat-why">{words.stat.short(summary.short.have, summary.short.need)}</span>}
                {!summary.sensor && <span className="stat-why">{words.stat.sticks}</span>}
              </dd>
            </div>
          </>
        )
      }
      chart={
        <Chart
          option={option}
          height={narrow ? 240 : 300}
          label={words.patient.chartOf(words.kind.glucose, inside.length)}
          pick={pick}
          zoom={zoom}
        />
      }
      height={narrow ? 240 : 300}
    />
  );
}

/** This patient's own limits: the alert of a single low, and of a single very high reading. */
function limitsOf(thresholds: readonly ThresholdView[], unit: GlucoseUnit): GlucoseLimits {
  const of = (rule: string): number | undefined => {
    const limit = thresholds.find((one) => one.rule === rule && one.name === 'limit');
    if (!limit || unit === 'mmol/L') return limit?.value;
    // The guideline's own number where the limit is the guideline's: 300 mg/dL, and not the 301 that 16.7 mmol/L convert to.
    return limit.inOtherUnit && limit.value === limit.packValue ? limit.inOtherUnit.value : Math.round(mgPerDlFromMmolPerL(limit.value));
  };
  const low = of('glucose.very-low');
  const high = of('glucose.very-high');
  return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}
