import { expect, test } from 'vitest';
import { HOUR } from '../domain/clock.ts';
import { compile } from './compile.ts';
import { settle } from './judge.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { createBench, glucoseReading, testPatient } from './try-judge.ts';

const NOON = Date.UTC(2026, 2, 2, 4);
const source = { organisation: 'Hearth', title: 'Test', year: 2026, evidence: 'unverified' } as const;
const set = compile([
  shortRule({
    id: 'test.low',
    severity: 'medium',
    when: { value: 'glucose', below: 'limit' },
    thresholds: { limit: shortThreshold(3.9, 'mmol/L') },
    endsAfter: 'P1D',
    starts: 'low-glucose',
    renotify: { after: 'PT6H', source },
  }),
]);

function bench() {
  const here = createBench(set, testPatient());
  /** To whom what was said when a value of so many hours after noon came in, at once or at `received`. */
  const hear = (hours: number, value: number, received = hours) =>
    here
      .hear([{ ...glucoseReading(`r${hours}`, NOON + hours * HOUR, value), received: NOON + received * HOUR }])
      .flatMap((one) =>
        one.do === 'send'
          ? [{ said: `${one.message.to.role} ${one.message.values.value}`, key: one.message.key }]
          : one.do === 'start-pathway'
            ? [{ said: one.pathway, key: one.pathway }]
            : [],
      );
  return { here, hear };
}

test('what goes on is told again after its time, with a reading, as a message of its own and without the pathway', () => {
  const { hear } = bench();
  const first = hear(0, 3.4);
  expect(first).toHaveLength(3);
  expect(hear(5.9, 3.3)).toEqual([]);
  const again = hear(6, 3.2);
  expect(again.map(({ said }) => said)).toEqual(['patient 3.2', 'coordinator 3.2']);
  expect(new Set([...first, ...again].map(({ key }) => key)).size).toBe(5);
  expect(hear(11, 3.2)).toEqual([]);
  expect(hear(12, 3.1)).toHaveLength(2);
});

test('not what is over, what came late, or what a person resolved', () => {
  const over = bench();
  over.hear(0, 3.4);
  over.hear(1, 6);
  expect(over.hear(7, 3.4), 'another alert: told as new, with its pathway').toHaveLength(3);

  const late = bench();
  late.hear(0, 3.4);
  expect(late.hear(6, 3.3, 9)).toEqual([]);
  expect(late.hear(9.5, 3.3)).toHaveLength(2);

  const settled = bench();
  settled.hear(0, 3.4);
  const [alert] = settled.here.alerts();
  settled.here.take(settle(set, settled.here.about, settled.here.state, alert!, NOON + HOUR));
  expect(settled.hear(7, 3.4), 'the next one is news').toHaveLength(3);
});
