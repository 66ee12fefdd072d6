import type { Alert, Severity } from '../../domain/alert.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { begunOf } from '../begun.ts';
import type { SectionBuilder } from '../build.ts';
import { findingsOf } from '../findings.ts';
import { adherenceOf } from '../metrics/adherence.ts';
import type { SectionOf } from '../report.ts';
import { dayOf, isoDay } from '../wall-time.ts';
import { alertFact } from './alerts.ts';

const URGENCY: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };
const MOST = 8;

/**
 * What needs the doctor: answers of danger; one line for each rule that raised something in the period or is open still, the most urgent first, of those what is open,
 * then the most frequent; what the figures say; silences.
 */
export const attention: SectionBuilder = (material) => {
  const { patient, daysOf, wall, from, to, generatedAt, alerts, stillOpen = [], followUps } = material;
  // A silence that has ended needs nobody any more: the stretch itself is among the gaps, the alert in the list of all.
  const needed = [...alerts, ...stillOpen].filter((alert) => alert.values.unit !== 'd' || isOver(alert) === 0);
  const byRule = [...Map.groupBy(needed, ({ rule }) => rule.id).values()].map((group) => {
    const worst = group.toSorted((a, b) => isOver(a) - isOver(b) || b.opened - a.opened)[0]!;
    return { ...alertFact(worst, material), times: group.length, over: isOver(worst) };
  });
  byRule.sort((a, b) => URGENCY[a.severity] - URGENCY[b.severity] || a.over - b.over || b.times - a.times);
  // A day that is not over may still bring its reading.
  const [first, last] = [dayOf(wall(from)), generatedAt < to ? dayOf(wall(generatedAt)) - 1 : dayOf(wall(to - 1))];
  const gaps = patient.plan.flatMap(({ kind, everyDays }) => {
    // Who never measured is told of all the same: the doctor asked for it. A silence is as long as it is, also where it began earlier.
    const { silentSince } = begunOf(material, kind);
    const { gaps: theirs } = adherenceOf(daysOf(kind), first, last, everyDays, silentSince);
    return theirs
      .filter(({ to: end }) => end >= first)
      .map(({ from: start, to: end, days: n }) => ({ kind, from: isoDay(start), to: isoDay(end), days: n }));
  });
  const shown = byRule.slice(0, MOST).map(({ over: _, ...alert }) => alert);
  return {
    section: 'attention',
    dangers: dangersIn(followUps),
    alerts: shown,
    ...(byRule.length > MOST ? { moreAlerts: byRule.length - MOST } : {}),
    findings: findingsOf(material),
    gaps,
  };
};

const isOver = ({ state }: Pick<Alert, 'state'>): 0 | 1 => (state.is === 'resolved' ? 1 : 0);

/** Answers of danger, the latest first: a question that was answered alike again and again is one line with its latest answer. */
function dangersIn(followUps: readonly FollowUp[]): SectionOf<'attention'>['dangers'] {
  const answers = followUps.flatMap(({ asked, question, options, state }) => {
    const said = state.is === 'answered' ? options.find(({ id }) => id === state.answer) : undefined;
    return said?.danger && state.is === 'answered' ? [{ asked, question, answer: said.text, answered: state.at }] : [];
  });
  return [...Map.groupBy(answers, ({ question, answer }) => `${question.en}\n${answer.en}`).values()]
    .map((alike) => alike.toSorted((a, b) => b.answered - a.answered))
    .map((alike) => ({ ...alike[0]!, ...(alike.length > 1 ? { times: alike.length } : {}) }))
    .sort((a, b) => b.answered - a.answered);
}
