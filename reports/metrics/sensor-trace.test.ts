import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts';
import { wallTimeIn } from '../wall-time.ts';
import { countEpisodes } from './episodes.ts';
import { glucoseSummary, type Sample } from './glucose-summary.ts';
import { meanAmplitude } from './mage.ts';
import { sensorTrace } from './sensor-trace.ts';

/** Five days of a sensor in New York around a night with 150 minutes below 70 mg/dL from 00:30 on. */
function nightOf(midnight: string) {
  const night = Date.parse(midnight);
  const low = night + 30 * MINUTE;
  const readings = Array.from({ length: 5 * 288 }, (_, i): Sample => {
    const at = night - 2 * DAY + i * 5 * MINUTE;
    // A wave by day, so that there are excursions.
    const mgDl = at >= low && at < low + 150 * MINUTE ? 60 : Math.round(120 + 35 * Math.sin((at - night) / (3 * HOUR)));
    const said = { kind: 'glucose', at, clock: 'device', quality: [], device: 'sensor', specimen: 'interstitial' } as const;
    return { ...said, glucoseMmolL: mgDl / 18.0156, reported: { value: mgDl, unit: 'mg/dL' } };
  });
  return sensorTrace(glucoseSummary(readings, 'adult')!, wallTimeIn('America/New_York'))!;
}

test.each([
  ['clocks forward', '2026-03-08T05:00:00Z'],
  ['clocks back', '2026-11-01T04:00:00Z'],
  ['an ordinary night', '2026-11-05T05:00:00Z'],
])('a low is as long as it lasted, whatever the clock on the wall did: %s', (_, midnight) => {
  const { episodes, days, fine } = nightOf(midnight);
  expect(episodes.lowLevel1.map(({ minutes }) => minutes)).toEqual([150]);
  expect(episodes.lowProlonged).toHaveLength(1);
  expect(countEpisodes(episodes.lowLevel1, days)).toMatchObject({ episodes: 1, nocturnal: 1, meanMinutes: 150 });
  // Nothing is known of the five minutes before the first reading.
  expect(days).toBeCloseTo(5, 2);
  expect(meanAmplitude(fine).mean).toBeCloseTo(meanAmplitude(nightOf('2026-11-05T05:00:00Z').fine).mean, 9);
});

test('night is the wall’s, also days after the clocks were moved', () => {
  const readings = (hour: number) =>
    Array.from({ length: 4 * 288 }, (_, i): Sample => {
      const at = Date.parse('2026-03-07T05:00:00Z') + i * 5 * MINUTE;
      const low = Date.parse('2026-03-10T04:00:00Z') + hour * HOUR;
      const mmolL = at >= low && at < low + 30 * MINUTE ? 3.5 : 7;
      const said = { kind: 'glucose', at, clock: 'device', quality: [], device: 'sensor', specimen: 'interstitial' } as const;
      return { ...said, glucoseMmolL: mmolL, reported: { value: mmolL, unit: 'mmol/L' } };
    });
  const nocturnal = (hour: number) => {
    const { episodes, days } = sensorTrace(glucoseSummary(readings(hour), 'adult')!, wallTimeIn('America/New_York'))!;
    return countEpisodes(episodes.lowLevel1, days).nocturnal;
  };
  // 10 March is midnight at 04:00 UTC, two days earlier it was at 05:00.
  expect([5.5, 6.5, -0.5].map(nocturnal)).toEqual([1, 0, 0]);
});
