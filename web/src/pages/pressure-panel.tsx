import { useCallback, useMemo } from 'react';
import type { ThresholdView } from '../../../api/contract.ts';
import { wallTimeIn } from '../../../reports/wall-time.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Chart } from '../charts/chart.tsx';
import { useChartColors } from '../charts/colors.ts';
import { type PressureGoals, pressureOption } from '../charts/pressure-option.ts';
import { instantOf } from '../charts/time-window.ts';
import { useReadings } from '../charts/use-readings.ts';
import { pressureSummary, shareText } from '../format/summary.ts';
import { useNow } from '../format/use-now.ts';
import { useMedia } from '../parts/use-media.ts';
import { useSpeech } from '../words/words.tsx';
import { ChartPanel, Stat } from './chart-panel.tsx';
import type { PanelProps } from './glucose-panel.tsx';

export function PressurePanel({ patient, shown, alerts, marks, pick }: PanelProps) {
  const { language, words } = useSpeech();
  const now = useNow();
  const colors = useChartColors();
  const narrow = useMedia('(max-width: 599px)');
  const readings = useReadings(patient, 'blood-pressure', shown);
  const thresholds = useResource(resources.thresholds(patient.id));
  const goals = useMemo(() => goalsOf(thresholds.data ?? []), [thresholds.data]);
  const { from, to } = shown;
  const inside = useMemo(() => (readings.data ?? []).filter(({ at }) => at >= from && at <= to), [readings.data, from, to]);
  const wall = useMemo(() => wallTimeIn(patient.zone), [patient.zone]);
  const theirs = useMemo(() => alerts.filter(({ watches }) => watches === 'blood-pressure'), [alerts]);
  const option = useMemo(
    () =>
      pressureOption({ from, to, now, zone: patient.zone, wall, alerts: theirs, marks, language, words, colors, narrow }, inside, goals),
    [from, to, now, patient.zone, wall, theirs, marks, language, words, colors, narrow, inside, goals],
  );
  const zoom = useCallback((a: number, b: number) => shown.zoom({ from: instantOf(wall, a), to: instantOf(wall, b) }), [shown, wall]);
  const { thinned } = readings;
  const summary = useMemo(() => (thinned ? undefined : pressureSummary(inside, goals)), [thinned, inside, goals]);

  return (
    <ChartPanel
      title={words.kind['blood-pressure']}
      unit="mmHg"
      readings={readings}
      waits={thresholds.first}
      inside={inside}
      patient={patient}
      stats={
        summary && (
          <>
            <Stat name={words.stat.readings} value={String(summary.n)} />
            <Stat name={words.stat.mean} value={summary.mean} unit="mmHg" />
            <Stat name={words.stat.highest} value={summary.highest} unit="mmHg" />
            {summary.overPercent !== undefined && (
              <Stat
                name={words.stat.overGoal}
                value={shareText(summary.overPercent)}
                note={words.chart.goal(`${goals.systolic ?? '–'}/${goals.diastolic ?? '–'}`)}
              />
            )}
            {summary.pulse !== undefined && <Stat name={words.stat.pulse} value={String(summary.pulse)} unit={words.unit['1/min']} />}
          </>
        )
      }
      chart={
        <Chart
          option={option}
          height={narrow ? 220 : 260}
          label={words.patient.chartOf(words.kind['blood-pressure'], inside.length)}
          pick={pick}
          zoom={zoom}
        />
      }
      height={narrow ? 220 : 260}
    />
  );
}

/** This patient's own limits: the week's mean that raises an alert is the goal, the crisis is what it says. */
function goalsOf(thresholds: readonly ThresholdView[]): PressureGoals {
  const of = (rule: string, name: string) => thresholds.find((one) => one.rule === rule && one.name === name)?.value;
  const systolic = of('bp.raised-mean', 'systolic');
  const diastolic = of('bp.raised-mean', 'diastolic');
  const crisisSystolic = of('bp.crisis', 'systolic');
  const crisisDiastolic = of('bp.crisis', 'diastolic');
  return {
    ...(systolic === undefined ? {} : { systolic }),
    ...(diastolic === undefined ? {} : { diastolic }),
    ...(crisisSystolic === undefined ? {} : { crisisSystolic }),
    ...(crisisDiastolic === undefined ? {} : { crisisDiastolic }),
  };
}
