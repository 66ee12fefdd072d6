import type { Severity } from '../../domain/alert.ts';
import type { SectionBuilder } from '../build.ts';
import { findingsOf } from '../findings.ts';
import { adherenceOf } from '../metrics/adherence.ts';
import { dayOf, isoDay } from '../wall-time.ts';
import { alertFact } from './alerts.ts';

const URGENCY: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };
const MOST = 8;

/**
 * What needs the doctor: answers of danger first; then one line for each rule that raised something, the most urgent and the most
 * frequent first; what the figures say; silences.
 */
export const attention: SectionBuilder = (material) => {
  const { patient, daysOf, wall, from, to, alerts, followUps } = material;
  const byRule = [...Map.groupBy(alerts, ({ rule }) => rule.id).values()].map((group) => {
    const worst = group.toSorted((a, b) => b.opened - a.opened)[0]!;
    return { ...alertFact(worst, material), times: group.length };
  });
  byRule.sort((a, b) => URGENCY[a.severity] - URGENCY[b.severity] || b.times - a.times);
  const [first, last] = [dayOf(wall(from)), dayOf(wall(to - 1))];
  const gaps = patient.plan.flatMap(({ kind, everyDays }) => {
    const days = daysOf(kind);
    const since = Math.max(first, Math.min(days[0] ?? last, last));
    return adherenceOf(days, first, last, everyDays, since).gaps.map(({ from: start, to: end, days: n }) => ({
      kind,
      from: isoDay(start),
      to: isoDay(end),
      days: n,
    }));
  });
  const dangers = followUps.flatMap(({ asked, question, options, state }) => {
    const said = state.is === 'answered' ? options.find(({ id }) => id === state.answer) : undefined;
    return said?.danger && state.is === 'answered' ? [{ asked, question, answer: said.text, answered: state.at }] : [];
  });
  return { section: 'attention', dangers, alerts: byRule.slice(0, MOST), findings: findingsOf(material), gaps };
};
