import { WATCHED } from '../../domain/reading.ts';
import { startBefore } from '../../domain/report-period.ts';
import type { Material, SectionBuilder } from '../build.ts';
import type { Change, ChangeName, Span } from '../change.ts';
import { type Clean, clean } from '../clean-readings.ts';
import { enough, type Shortfall } from '../figure.ts';
import { activitySummary } from '../metrics/activity.ts';
import { FEW_READINGS } from '../metrics/catalogue.ts';
import { mean } from '../metrics/glucose.ts';
import type { GlucoseSummary } from '../metrics/glucose-summary.ts';

/** A figure of one period, or what it lacks. */
type Side = readonly [value: number, short?: Shortfall | undefined];

/**
 * What changed: since the last visit, where one lies within the period, against as many days before it; else the whole period against the
 * one before. A figure is compared where both sides have data enough, and else said not to be comparable.
 */
export const changes: SectionBuilder = (material) => {
  const { from, to, lastVisit, medicineChanges = [] } = material;
  const visited = lastVisit !== undefined && lastVisit > from && lastVisit < to;
  const start = visited ? lastVisit : from;
  const spans = {
    now: { from: start, to },
    before: { from: visited ? start - (to - start) : startBefore({ from, to }, material.patient.zone), to: start },
  };
  const [now, before] = visited ? [within(material, spans.now), within(material, spans.before)] : [material, material.before];
  const figures = [
    ...compare(
      'glucose.mean',
      'mmol/L',
      ofSugar(now, ({ mean: value, few }) => [value, few]),
      ofSugar(before, ({ mean: value, few }) => [value, few]),
    ),
    ...(now.sugar?.sensor || before.sugar?.sensor ? ofSensor(now, before) : []),
    ...compare('pressure.systolic', 'mmHg', ofHome(now, 'systolicMmHg'), ofHome(before, 'systolicMmHg')),
    ...compare('pressure.diastolic', 'mmHg', ofHome(now, 'diastolicMmHg'), ofHome(before, 'diastolicMmHg')),
    ...compare('weight.mean', 'kg', weightOf(now), weightOf(before)),
    ...compare('saturation.mean', '%', saturationOf(now), saturationOf(before)),
    ...compare('activity.steps', 'steps', stepsOf(material, spans.now, now), stepsOf(material, spans.before, before)),
    ...dayCount(measuredDays(now), measuredDays(before)),
    ...alertCount(material, spans),
  ];
  const medicines = medicineChanges.filter(({ at }) => at >= start && at < to).toSorted((a, b) => a.at - b.at);
  if (figures.length === 0 && medicines.length === 0) return undefined;
  return { section: 'changes', since: visited ? 'last-visit' : 'period-before', ...spans, figures, medicines };
};

function compare(figure: ChangeName, unit: Change['unit'], now: Side | undefined, before: Side | undefined): Change[] {
  if (!now && !before) return [];
  const nothing: Shortfall = { have: 0, need: 1, of: unit === 'days' ? 'days' : 'readings' };
  const [lacksNow, lacksBefore] = [now ? now[1] : nothing, before ? before[1] : nothing];
  const values = { now: now?.[0] ?? null, before: before?.[0] ?? null };
  if (lacksNow || lacksBefore || values.now === null || values.before === null)
    return [
      {
        figure,
        unit,
        // What does not suffice is refused here as it is everywhere.
        now: lacksNow ? null : values.now,
        before: lacksBefore ? null : values.before,
        comparable: false,
        why: { ...(lacksNow ? { now: lacksNow } : {}), ...(lacksBefore ? { before: lacksBefore } : {}) },
      },
    ];
  return [{ figure, unit, now: values.now, before: values.before, comparable: true, change: values.now - values.before }];
}

const ofSugar = ({ sugar }: Clean, of: (summary: GlucoseSummary) => Side): Side | undefined => sugar && of(sugar);

function ofSensor(now: Clean, before: Clean): Change[] {
  const pair = (name: ChangeName, of: (summary: GlucoseSummary) => Side) => compare(name, '%', ofSugar(now, of), ofSugar(before, of));
  return [
    ...pair('glucose.target-share', ({ shares, worn }) => [shares.target, worn]),
    ...pair('glucose.low-share', ({ shares, worn }) => [shares.veryLow + shares.low, worn]),
    ...pair('glucose.high-share', ({ shares, worn }) => [shares.high + shares.veryHigh, worn]),
    ...pair('glucose.cv', ({ cvPercent, few }) => [cvPercent, few]),
  ];
}

function ofHome({ home }: Clean, which: 'systolicMmHg' | 'diastolicMmHg'): Side | undefined {
  if (!home) return undefined;
  return 'need' in home.home ? [Number.NaN, home.home] : [home.home[which]];
}

const weightOf = ({ ofKind }: Clean): Side | undefined => meanOf(ofKind('weight').map(({ weightKg }) => weightKg));
const saturationOf = ({ ofKind }: Clean): Side | undefined =>
  meanOf(ofKind('oxygen-saturation').map(({ saturationPercent }) => saturationPercent));

function stepsOf({ wall }: Material, { from }: Span, { ofKind }: Clean): Side | undefined {
  const moved = activitySummary(ofKind('activity'), wall, from);
  return moved && [moved.stepsPerDay.value ?? Number.NaN, moved.stepsPerDay.why];
}

/** Of two weighings a mean is one already: a scale does not swing as glucose does. */
const FEW_WEIGHINGS = 2;
function meanOf(values: readonly number[]): Side | undefined {
  return values.length === 0 ? undefined : [mean(values), enough(values.length, Math.min(FEW_READINGS, FEW_WEIGHINGS))];
}

const measuredDays = ({ daysOf }: Clean): number => new Set(WATCHED.flatMap(daysOf)).size;
/** No day at all is a number too, as long as there is another to hold it against. */
const dayCount = (now: number, before: number): Change[] => (now + before === 0 ? [] : compare('days.measured', 'days', [now], [before]));

/** Nothing is said where nobody says how many there were before. */
function alertCount({ alerts, alertsBefore }: Material, { now, before }: { readonly now: Span; readonly before: Span }): Change[] {
  if (!alertsBefore) return [];
  const all = [...alerts, ...alertsBefore];
  const count = ({ from, to }: Span): Side => [all.filter(({ opened }) => opened >= from && opened < to).length];
  return all.length === 0 ? [] : compare('alerts.count', 'count', count(now), count(before));
}
const within = ({ readings, previous, patient, wall }: Material, { from, to }: Span): Clean =>
  clean(
    [...previous, ...readings].filter(({ at }) => at >= from && at < to),
    patient,
    wall,
  );
