import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nextOccurrence } from '../domain/occurrence.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { plan } from './plan.ts';

let house: TestHouse;
beforeEach(async () => {
  house = await openTestHouse();
  await house.moveIn('p1', []);
});
afterEach(() => house.close());

async function run(...args: readonly string[]): Promise<{ written: string; said: string }> {
  const config = join(house.folder, 'hearth.yaml');
  writeFileSync(config, `data: ${house.folder}\n`);
  let [written, said] = ['', ''];
  await plan.run([...args, '--config', config], { write: (more) => (written += more), say: (more) => (said += more), isTerminal: false });
  return { written, said };
}

test('an item is added beside a running server, listed with its next time, and taken out', async () => {
  await run('add', 'p1', 'morning', '--medicine', 'metformin 500 mg', '--at', '08:00,20:00');
  await run('add', 'p1', 'weekly', '--questionnaire', 'weekly-check-in', '--at', '10:00', '--on', '1');
  const { written, said } = await run('list', 'p1');
  expect(written).toMatch(
    /^morning\tmetformin 500 mg\t08:00,20:00\tdaily\tnext \d{4}-\d\d-\d\d \d\d:00\nweekly\tweekly-check-in\t10:00\ton 1\tnext/,
  );
  expect(said).toContain('Europe/London');
  expect((await house.store.timers.due(Number.MAX_SAFE_INTEGER, 9)).map(({ what }) => what).sort()).toEqual([
    'plan:morning',
    'plan:weekly',
  ]);
  expect((await run('remove', 'p1', 'weekly')).written).not.toContain('weekly');
  expect(await house.store.timers.due(Number.MAX_SAFE_INTEGER, 9)).toMatchObject([{ what: 'plan:morning' }]);
  expect(await house.store.audit.search({ patient: 'p1', did: 'plan.' }, 9)).toMatchObject([
    { did: 'plan.change' },
    { did: 'plan.change' },
    { did: 'plan.change' },
  ]);
});

test('a questionnaire is asked once a week unless it is said on which days', async () => {
  const { written } = await run('add', 'p1', 'weekly', '--questionnaire', 'weekly-check-in', '--at', '10:00');
  expect(written).toMatch(/^weekly\tweekly-check-in\t10:00\ton [1-7]\tnext/);
  const { weekdays } = (await house.store.plans.get('p1'))!.items[0]!;
  const { day } = nextOccurrence({ ...(await house.store.plans.get('p1'))!.items[0]!, weekdays: [] }, 'Europe/London', Date.now())!;
  expect(weekdays).toEqual([Temporal.PlainDate.from(day).dayOfWeek]);
  const later = await run('add', 'p1', 'later', '--questionnaire', 'weekly-check-in', '--at', '10:00', '--from', '2090-01-01');
  expect(later.written).toContain('later\tweekly-check-in\t10:00\ton 7\tnext 2090-01-01');
  const daily = await run('add', 'p1', 'daily', '--questionnaire', 'symptom-check', '--at', '11:00', '--on', '1,2,3,4,5,6,7');
  expect(daily.written).toContain('on 1,2,3,4,5,6,7');
});

test.each([
  [['list'], 'Whose plan?'],
  [['list', 'p9'], 'There is no patient p9'],
  [['add', 'p1', 'x', '--at', '08:00'], 'One of --medicine, --measure and --questionnaire'],
  [['add', 'p1', 'x', '--medicine', 'aspirin'], 'At what time?'],
  [['add', 'p1', 'x', '--medicine', 'aspirin', '--at', '8'], 'a time of day like 08:00'],
  [['add', 'p1', 'x', '--medicine', 'aspirin', '--at', '25:00'], 'a time of day like 08:00'],
  [['add', 'p1', 'x', '--medicine', 'aspirin', '--at', '23:00'], '23:00 lies in the quiet hours'],
  [['add', 'p1', 'x', '--measure', 'mood', '--at', '08:00'], 'glucose'],
  [['add', 'p1', 'x', '--questionnaire', 'mood', '--at', '08:00'], 'There is no such questionnaire. one of'],
  [['remove', 'p1', 'x'], 'This plan has no x'],
  [['quiet', 'p1', 'always'], 'From when to when?'],
  [['stop', 'p1'], 'not "stop"'],
])('%j is refused in one sentence', async (args, sentence) => {
  await expect(run(...args)).rejects.toThrow(sentence);
  await expect(run(...args)).rejects.not.toThrow(/\.\n/);
  expect(await house.store.plans.get('p1')).toBeUndefined();
});

test('quiet hours that begin later let a bedtime medicine in', async () => {
  await run('quiet', 'p1', '23:00-07:00');
  expect((await run('add', 'p1', 'night', '--medicine', 'statin', '--at', '22:30')).written).toContain('22:30');
});
