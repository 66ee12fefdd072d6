import type { Alert } from '../domain/alert.ts';
import { HOUR, type Instant } from '../domain/clock.ts';
import type { GivenAnswer } from '../domain/follow-up.ts';
import type { Reading } from '../domain/reading.ts';
import type { LivedAlert } from '../domain/shadow.ts';
import type { RuleSet } from './compile.ts';
import { type About, createReplay, enrol, type Replay } from './judge.ts';
import { judgedAt, type Point, streamOf } from './point.ts';
import { carryOut, emptyWorld, type World } from './world.ts';

export type PreviewAlert = LivedAlert;

/** semantics 8.1, 8.5. One patient's history under one set of rules, a reading at a time, so that whoever drives it can breathe in between. */
export interface Life {
  hear(reading: Reading, point?: Point): void;
  /** What the patient answered, after the readings that were heard before it. */
  hearAnswer(answer: GivenAnswer): void;
  /** Nothing more comes: the timers run out until then. */
  end(to: Instant): readonly PreviewAlert[];
}

/**
 * @param since what was raised before is not told; readings of before fill the windows
 */
export function createLife(set: RuleSet, about: About, start: Instant, since: Instant): Life {
  const world = emptyWorld();
  const replay = createReplay(set, about);
  for (const decision of enrol(set, about, start)) carryOut(decision, world);
  return {
    hear(reading, point) {
      runTimers(replay, world, reading.received);
      for (const decision of replay.hear(reading, point)) carryOut(decision, world);
    },
    hearAnswer(answer) {
      runTimers(replay, world, answer.at);
      for (const decision of replay.hearAnswer(answer)) carryOut(decision, world);
    },
    end(to) {
      runTimers(replay, world, to);
      const alerts = [...world.seen.values()].filter(({ alert }) => alert.raised >= since && alert.raised < to);
      return alerts.map(({ alert, told }) => previewed(alert, told.length, about.patient.zone)).sort((a, b) => a.raised - b.raised);
    },
  };
}

function runTimers(replay: Replay, world: World, until: Instant): void {
  while (world.timers.size > 0) {
    const due = [...world.timers].filter(([, at]) => at <= until).sort((a, b) => a[1] - b[1])[0];
    if (!due) return;
    world.timers.delete(due[0]);
    for (const decision of replay.wake(...due)) carryOut(decision, world);
  }
}

/** In the order in which they were heard; of those that came together, as they were measured: as the intake has it. */
export const asHeard = (readings: readonly Reading[]): readonly Reading[] => {
  const before = (a: Reading, b: Reading): number => a.received - b.received || judgedAt(a) - judgedAt(b) || (a.id < b.id ? -1 : 1);
  // As a rule they are in order already, and there are many.
  return readings.every((reading, i) => i === 0 || before(readings[i - 1]!, reading) <= 0) ? readings : readings.toSorted(before);
};

/** Whether one of the rules can look at it at all. */
export function mayMatter({ memoryMs, silences }: RuleSet, reading: Reading): boolean {
  const stream = streamOf(reading);
  return (stream !== undefined && memoryMs[stream] > 0) || silences.some(({ rule }) => rule.watches === reading.kind);
}

/** From ten in the evening until six in the morning most people sleep. Engineering choice. */
const NIGHT = { from: 22, to: 6 } as const;

function previewed({ patient, rule, severity, opened, raised, late, state }: Alert, messages: number, zone: string): PreviewAlert {
  const there = Temporal.Instant.fromEpochMilliseconds(raised).toZonedDateTimeISO(zone);
  return {
    patient,
    rule: rule.id,
    severity,
    opened,
    raised,
    ended: state.is === 'resolved' ? state.at : undefined,
    late,
    messages,
    day: there.toPlainDate().toString(),
    night: there.hour >= NIGHT.from || there.hour < NIGHT.to,
  };
}

/** So much before the time itself is replayed too, because windows look back (semantics 8.3). */
export const warmUpMs = ({ memoryMs }: RuleSet): number => Math.max(HOUR, ...Object.values(memoryMs));
