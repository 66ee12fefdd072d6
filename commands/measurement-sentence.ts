import { wallClockText } from '../devices/bytes.ts';
import type { BloodPressure, Glucose, GlucoseContext, Measurement } from '../domain/reading.ts';
import { glucoseText } from '../domain/units.ts';

/** One measurement as a sentence for the person at the terminal, with the time in `zone`: `Glucose 111 mg/dL (6.2 mmol/L), …`. */
export function measurementSentence(said: Measurement, zone: string): string {
  const { at, clock, quality } = said;
  const { year, month, day, hour, minute, second } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const when = wallClockText({ year, month, day, hour, minute, second }).replace('T', ' ');
  const whose = clock === 'device' ? "by the device's clock" : clock === 'gateway' ? "by the gateway's clock" : 'by the time of receipt';
  const doubts = quality.length > 0 ? ` Doubtful: ${quality.join(', ')}.` : '';
  return `${what(said)}, ${when} ${zone} ${whose}.${doubts}`;
}

const what = (said: Measurement): string =>
  said.kind === 'glucose' ? glucose(said) : said.kind === 'blood-pressure' ? pressure(said) : context(said);

function glucose({ reported: { value, unit }, glucoseMmolL, beyond, meal, specimen }: Glucose): string {
  const range =
    beyond === 'high' ? 'above the range of the meter, beyond ' : beyond === 'low' ? 'below the range of the meter, beyond ' : '';
  const other = unit === 'mg/dL' ? 'mmol/L' : 'mg/dL';
  return [
    `Glucose ${range}${value} ${unit} (${glucoseText(glucoseMmolL, other)} ${other})`,
    ...(specimen === 'unknown' ? [] : [specimen]),
    ...(meal ? [`meal: ${meal}`] : []),
  ].join(', ');
}

const pressure = ({ systolicMmHg, diastolicMmHg, pulsePerMin, user, reported }: BloodPressure): string =>
  [
    `Blood pressure ${systolicMmHg}/${diastolicMmHg} mmHg`,
    ...(reported ? [`shown as ${reported.systolic}/${reported.diastolic} kPa`] : []),
    ...(pulsePerMin === undefined ? [] : [`pulse ${pulsePerMin} a minute`]),
    ...(user === undefined ? [] : [`user ${user}`]),
  ].join(', ');

const context = ({ sequence, meal, carbohydrateG, exerciseMinutes, medication, medicationAmount }: GlucoseContext): string =>
  [
    `What stood around glucose record ${sequence ?? 'without a number'}`,
    ...(meal ? [`meal: ${meal}`] : []),
    ...(carbohydrateG === undefined ? [] : [`${carbohydrateG} g of carbohydrate`]),
    ...(exerciseMinutes === undefined ? [] : [`${exerciseMinutes} min of exercise`]),
    ...(medication ? [medication] : []),
    ...(medicationAmount ? [`${medicationAmount.value} ${medicationAmount.unit}`] : []),
  ].join(', ');
