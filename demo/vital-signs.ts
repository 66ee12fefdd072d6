import { DAY, HOUR, type Instant } from '../domain/clock.ts';
import { seededRandom } from './pressure.ts';

/** A morning on the scale, and a finger in the oximeter, as somebody with heart failure is asked for. */
export interface VitalSigns {
  readonly at: Instant;
  readonly weightKg: number;
  readonly saturationPercent: number;
  readonly pulsePerMin: number;
}

/**
 * Generated: a steady weight that rises by more than 2 kg within the last three days, and a saturation that stays where it should.
 * The same numbers for the same seed.
 */
export function generateVitalSigns({
  from,
  until,
  zone,
  weightKg,
  seed,
}: {
  readonly from: Instant;
  readonly until: Instant;
  readonly zone: string;
  readonly weightKg: number;
  readonly seed: number;
}): readonly VitalSigns[] {
  const random = seededRandom(seed);
  const mornings: VitalSigns[] = [];
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate();
  for (let day = first; ; day = day.add({ days: 1 })) {
    const at = day.toZonedDateTime({ timeZone: zone, plainTime: '07:10' }).epochMilliseconds + Math.round(random() * (HOUR / 2));
    if (at >= until) return mornings;
    const water = Math.max(0, 3 - (until - at) / DAY) * 0.95;
    const noise = random() - 0.5;
    if (at < from) continue;
    mornings.push({
      at,
      weightKg: Math.round((weightKg + noise * 0.5 + water) * 20) / 20,
      saturationPercent: Math.round(95.5 + random() * 2),
      pulsePerMin: Math.round(70 + random() * 8),
    });
  }
}
