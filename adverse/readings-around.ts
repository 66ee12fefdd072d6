import type { AdverseContent, AttachedReading } from '../domain/adverse-content.ts';
import { DAY, type Instant } from '../domain/clock.ts';
import { counts } from '../domain/counts.ts';
import { type PatientId, type Reading, WATCHED } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';

/** So far to either side of the onset; a working default of this project (unverified). */
const AROUND_MS = 3 * DAY;
const MOST = 200;

/** What was measured around the first onset, for a person to choose from; nothing while nobody has said when it began. */
export async function readingsAround(
  records: Pick<Records, 'readings'>,
  patient: PatientId,
  { reactions }: AdverseContent,
  zone: string,
): Promise<readonly AttachedReading[]> {
  const onsets = reactions.flatMap(({ onset }) => (onset !== undefined && onset.length >= 10 ? [momentOf(onset, zone)] : []));
  if (onsets.length === 0) return [];
  const from = Math.min(...onsets) - AROUND_MS;
  const to = Math.min(...onsets) + AROUND_MS + DAY;
  const found: Reading[] = [];
  for (const kind of WATCHED) {
    for await (const reading of records.readings.between(patient, kind, from, to)) if (counts(reading)) found.push(reading);
  }
  return found
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST)
    .map(attachedOf);
}

/** A reading as it stands now, in the unit that the device gave. */
export const attachedOf = (reading: Reading): AttachedReading => ({
  id: reading.id,
  kind: reading.kind,
  at: reading.at,
  said: valueText(reading),
});

function valueText(reading: Reading): string {
  switch (reading.kind) {
    case 'glucose':
      return `${reading.beyond === 'low' ? '< ' : reading.beyond === 'high' ? '> ' : ''}${reading.reported.value} ${reading.reported.unit}`;
    case 'blood-pressure': {
      const pulse = reading.pulsePerMin === undefined ? '' : `, ${reading.pulsePerMin} /min`;
      return `${reading.systolicMmHg}/${reading.diastolicMmHg} mmHg${pulse}`;
    }
    case 'weight':
      return `${reading.weightKg} kg`;
    case 'temperature':
      return `${reading.temperatureC} °C`;
    case 'oxygen-saturation':
      return `SpO2 ${reading.saturationPercent} %`;
    case 'heart-rate':
      return `${reading.pulsePerMin} /min`;
    default:
      return reading.kind;
  }
}

/** A day without an hour is its noon, so that three days to either side are. */
function momentOf(day: string, zone: string): Instant {
  const local = day.includes('T') ? day : `${day}T12:00`;
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}
