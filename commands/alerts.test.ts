import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import { openDatabase } from '../house/open-database.ts';
import { systemClock } from '../house/system-clock.ts';
import { temporaryFolder } from '../tests/services.ts';
import { alerts } from './alerts.ts';
import type { Out } from './command.ts';

let config: string;
let folder: string;
let written = '';
const out: Out = { write: (text) => void (written += text), say: () => {}, isTerminal: false };
const run = (...args: string[]) => alerts.run([...args, '--config', config], out);

beforeEach(() => {
  folder = temporaryFolder();
  config = join(folder, 'hearth.yaml');
  writeFileSync(config, `data: ${folder}\nclinic: { language: en }\n`);
  written = '';
});

/** An open alert of p1. */
const alert = (id: string, raised: number) =>
  ({
    id,
    patient: 'p1',
    rule: { id: 'glucose.high', version: 1 },
    severity: 'medium',
    opened: raised,
    raised,
    late: false,
    evidence: [],
    values: {},
    state: { is: 'active' },
  }) as const;

test('the budget of a clinic, from its database', async () => {
  expect(await run('budget')).toBe(0);
  expect(written).toBe('No alerts in 30 days.\n');
  written = '';

  const now = systemClock.now();
  const store = await openDatabase(folder);
  await store.transact((records) =>
    records.decisions.apply(
      [
        { do: 'open-alert', alert: alert('a1', now - 20 * MINUTE) },
        { do: 'open-alert', alert: alert('a2', now - 20 * MINUTE) },
        { do: 'change-alert', alert: 'a1', patient: 'p1', to: { is: 'acknowledged', by: 'li', at: now - 15 * MINUTE } },
        {
          do: 'change-alert',
          alert: 'a1',
          patient: 'p1',
          to: { is: 'resolved', at: now, because: 'person', by: 'li', note: 'x', outcome: 'spoken' },
        },
        { do: 'change-alert', alert: 'a2', patient: 'p1', to: { is: 'resolved', at: now, because: 'recovered' } },
      ],
      now,
    ),
  );
  await store.close();
  await run('budget', '--days', '7');
  expect(written).toMatch(/^2 alerts in 7 days/);
  expect(written).toMatch(/glucose\.high +2 +1 +1 +0 +50 % +5 min +High glucose/);
  expect(written).toContain('Seven tenths of the noise: glucose.high.');
  expect(written).toMatch(/li +1 +1 +0\.1 +5 min +5 min/);
  written = '';
  await run('--json');
  expect(JSON.parse(written)).toMatchObject({ alerts: 2, people: [{ by: 'li', answered: 1 }] });
});

test('how long it took is told in words, not in thousands of minutes', async () => {
  const store = await openDatabase(folder);
  const now = systemClock.now();
  const raised = now - 3 * 24 * 60 * MINUTE;
  await store.transact((records) =>
    records.decisions.apply(
      [
        { do: 'open-alert', alert: alert('slow', raised) },
        { do: 'change-alert', alert: 'slow', patient: 'p1', to: { is: 'acknowledged', by: 'li', at: raised + 49 * 60 * MINUTE } },
      ],
      now,
    ),
  );
  await store.close();
  await run('budget');
  expect(written).toMatch(/glucose\.high .* 2 d 1 h +High glucose/);
  expect(written).toMatch(/li .* 2 d 1 h +2 d 1 h/);
});

test('what it cannot do is said in one sentence', async () => {
  await expect(run('noise')).rejects.toThrow('hearth alerts knows budget, not "noise".');
  await expect(run('budget', '--days', 'many')).rejects.toThrow('--days is a whole number from 1 to 400, not many.');
});
