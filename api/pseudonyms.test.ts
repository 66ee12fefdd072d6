import { expect, onTestFinished, test } from 'vitest';
import { SCOPES, TOKEN_PREFIX } from '../domain/api-token.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { hashKey } from '../house/secrets.ts';
import { createCallers } from '../tests/callers.ts';
import { glucose, openTestHouse } from '../tests/house.ts';

const NOON = Date.UTC(2026, 2, 10, 12);
const DAY = 86_400_000;
const WHO = /Plainly Invented|7700 900123|invented@example/;

test('a program with every scope meets nobody by name, telephone or mail: not in lists, not in reports; staff do', async () => {
  const clock = createReplayClock(NOON);
  const house = await openTestHouse({ clock, settings: { http: { port: 0, requestsPerMinute: 10_000 } } });
  onTestFinished(() => house.close());
  await house.moveIn('p1', ['meter-1']);
  const key = `${TOKEN_PREFIX}of-a-ward`;
  await house.store.transact(async (records) => {
    await records.identities.save('p1', { name: 'Plainly Invented', phone: '+44 7700 900123', email: 'invented@example.org' });
    const token = { id: 't', keyHash: hashKey(key), name: 'Ward', scopes: [...SCOPES], made: NOON, by: 'x', until: NOON + DAY };
    await records.apiTokens.save(token);
  });
  const meter = await house.connect('meter-1');
  await meter.publishAsync('hearth/v1/meter-1/readings', glucose(2.6, NOON, { sequence: 1 }), { qos: 1 });
  await meter.endAsync();
  const callers = createCallers(() => house, clock.now);
  await callers.hire({ dr: 'doctor' });

  const period = `from=${NOON - 14 * DAY}&to=${NOON + 1}`;
  const paths = [
    '/api/v1/patients',
    '/api/v1/patients/p1',
    '/api/v1/alerts',
    `/api/v1/patients/p1/alerts?${period}`,
    ...['json', 'html', 'fhir'].map((format) => `/api/v1/patients/p1/report?${period}&format=${format}`),
  ];
  const named: string[] = [];
  for (const path of paths) {
    const program = await fetch(`${house.url}${path}`, { headers: { authorization: `Bearer ${key}` } });
    const text = await program.text();
    expect([path, program.status]).toEqual([path, 200]);
    expect(text, path).not.toMatch(WHO);
    expect(text, path).toContain('p1');
    const person = await fetch(`${house.url}${path}`, { headers: { cookie: callers.cookieOf('dr') } });
    if (WHO.test(await person.text())) named.push(path);
  }
  expect(named).toEqual([
    '/api/v1/patients',
    '/api/v1/patients/p1',
    '/api/v1/alerts',
    expect.stringContaining('html'),
    expect.stringContaining('fhir'),
  ]);
});
