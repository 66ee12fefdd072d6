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

function what(said: Measurement): string {
  switch (said.kind) {
    case 'glucose':
      return glucose(said);
    case 'blood-pressure':
      return pressure(said);
    case 'glucose-context':
      return context(said);
    case 'weight':
      return `Weight ${shown(said.weightKg)} kg${said.reported ? `, shown as ${said.reported.value} lb` : ''}${userOf(said)}`;
    case 'body-composition':
      return `Body composition: ${shown(said.bodyFatPercent)} % fat${said.musclePercent === undefined ? '' : `, ${shown(said.musclePercent)} % muscle`}${userOf(said)}`;
    case 'temperature':
      return `Temperature ${shown(said.temperatureC)} °C${said.reported ? `, shown as ${said.reported.value} °F` : ''}${said.site ? `, ${said.site}` : ''}${userOf(said)}`;
    case 'oxygen-saturation':
      return `Oxygen saturation ${shown(said.saturationPercent)} %${said.pulsePerMin === undefined ? '' : `, pulse ${said.pulsePerMin} a minute`}${userOf(said)}`;
    case 'heart-rate':
      return `Heart rate ${said.pulsePerMin} a minute`;
    case 'activity':
      return `${said.steps} steps in ${said.minutes} minutes${said.activeMinutes === undefined ? '' : `, ${said.activeMinutes} of them active`}${userOf(said)}`;
  }
}

const shown = (value: number): number => Math.round(value * 100) / 100;
const userOf = ({ user }: { readonly user?: number | undefined }): string => (user === undefined ? '' : `, user ${user}`);

function glucose({ reported: { value, unit }, glucoseMmolL, beyond, meal, specimen, fluid }: Glucose): string {
  const range =
    beyond === 'high' ? 'above the range of the meter, beyond ' : beyond === 'low' ? 'below the range of the meter, beyond ' : '';
  const other = unit === 'mg/dL' ? 'mmol/L' : 'mg/dL';
  return [
    `Glucose ${range}${value} ${unit} (${glucoseText(glucoseMmolL, other)} ${other})`,
    ...(specimen === 'unknown' ? [] : [specimen]),
    ...(fluid ? [fluid] : []),
    ...(meal ? [`meal: ${meal}`] : []),
  ].join(', ');
}

const pressure = ({ systolicMmHg, diastolicMmHg, pulsePerMin, user, reported, posture }: BloodPressure): string =>
  [
    `Blood pressure ${systolicMmHg}/${diastolicMmHg} mmHg`,
    ...(reported ? [`shown as ${reported.systolic}/${reported.diastolic} kPa`] : []),
    ...(pulsePerMin === undefined ? [] : [`pulse ${pulsePerMin} a minute`]),
    ...(posture ? [posture] : []),
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
