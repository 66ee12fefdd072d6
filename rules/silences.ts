import type { Instant } from '../domain/clock.ts';
import { DAY } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Patient } from '../domain/patient.ts';
import type { Limits } from '../domain/rule-state.ts';
import { type CompiledRule, silenceMs } from './compile.ts';
import { alertOf, type Judging } from './episodes.ts';
import type { Episode } from './state.ts';
import { tellFresh } from './tell.ts';

/*
 * "No readings for days" runs on the server's clock: on when something was received, never on when a device says it was measured (semantics 7.1).
 * One timer a patient and rule; it is not moved by every reading, but looks, when it is due, at when something was last heard.
 */

/** The timer for what the plan expects from now on; taken away where it expects nothing. */
export function listen(
  about: { readonly patient: Patient; readonly limits: Limits },
  rule: CompiledRule,
  what: string,
  from: Instant,
): Decision {
  const wait = silenceMs(rule, about.patient, about.limits);
  const patient = about.patient.id;
  return wait === undefined ? { do: 'unwake', what, patient } : { do: 'wake', at: from + wait, what, patient };
}

/** The timer is due. */
export function fallSilent(judging: Judging, rule: CompiledRule, what: string): void {
  const { memory, now, patient, decisions } = judging;
  const wait = silenceMs(rule, patient, judging.limits);
  if (wait === undefined || memory.episodes(rule.id).length > 0) return;
  const heard = memory.heard[rule.rule.watches];
  const since = latest(heard, memory.since[rule.id]);
  if (since !== undefined && since + wait > now) {
    decisions.push(listen(judging, rule, what, since));
    return;
  }
  const opened = since === undefined ? now : since + wait;
  const episode: Episode = { by: since ?? now, from: opened, to: opened, readings: '' };
  memory.add(rule.id, episode);
  const ahead = memory.heardAhead(rule.rule.watches);
  const values = {
    value: daysOf(heard === undefined ? wait : now - heard),
    unit: 'd',
    limit: Math.round((wait / DAY) * 10) / 10,
    kind: rule.rule.watches,
    ...(heard === undefined ? { never: 1 } : { heard }),
    // Something does come in, but nobody can say when it was measured: the clock is to be looked at, not the patient.
    ...(ahead !== undefined && ahead > (heard ?? 0) ? { ahead } : {}),
  };
  const alert = {
    id: alertOf(judging, rule, episode),
    patient: patient.id,
    rule: { id: rule.id, version: rule.rule.version },
    severity: rule.rule.severity,
    opened,
    raised: now,
    late: false,
    evidence: [],
    values,
    state: { is: 'active' },
  } as const;
  decisions.push({ do: 'open-alert', alert });
  decisions.push(...tellFresh({ rule: rule.rule, alert, values, at: opened, now, expires: now + rule.freshForMs }));
}

/** Whole days; what is less than one, to a tenth. */
const daysOf = (ms: number): number => (ms < DAY ? Math.round((ms / DAY) * 10) / 10 : Math.floor(ms / DAY));

const latest = (...moments: readonly (Instant | undefined)[]): Instant | undefined => {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};

/** Something came in: the silence is over, and the next one is waited for. What was received long ago and only now understood ends none (semantics 7.4). */
export function breakSilence(judging: Judging, rule: CompiledRule, what: string, received: Instant): void {
  const episodes = judging.memory.episodes(rule.id);
  if (episodes.length === 0) return;
  const wait = silenceMs(rule, judging.patient, judging.limits);
  if (wait !== undefined && received + wait <= judging.now) return;
  for (const episode of episodes) {
    judging.memory.drop(rule.id, episode);
    const to = { is: 'resolved', at: received, because: 'recovered' } as const;
    judging.decisions.push({ do: 'change-alert', alert: alertOf(judging, rule, episode), patient: judging.patient.id, to });
    judging.decisions.push(listen(judging, rule, what, received));
  }
}
