import { isHeldForPathway } from '../care/one-letter.ts';
import { exemption } from '../devices/plausible.ts';
import type { Alert } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { messageKey } from '../domain/identity.ts';
import type { Message } from '../domain/message.ts';
import type { PatientId, Reading } from '../domain/reading.ts';
import { Language } from '../domain/source.ts';
import type { Records } from '../domain/store.ts';
import { measuredText } from '../notifier/measured-text.ts';

type Looked = Pick<Records, 'alerts' | 'outbox' | 'patients'>;

/** As far back as anybody remembers what they were told of one alert. */
const MOST_MESSAGES = 500;

/**
 * For each alert that these decisions take back: one message to everybody who was told something about it, as urgent as what they were told. A
 * patient who was told to take sugar, and a team that was paged, do not find out by themselves that the value was another.
 * @param corrected the readings as they stand now; one that no rule may look at any more was taken back
 */
export async function retractions(
  decisions: readonly Decision[],
  corrected: readonly Reading[],
  now: Instant,
  records: Looked,
): Promise<readonly Decision[]> {
  const gone = decisions.flatMap((one) =>
    one.do === 'change-alert' && one.to.is === 'resolved' && one.to.because === 'withdrawn' ? [one] : [],
  );
  const messages: Message[] = [];
  for (const { alert: id, patient } of new Map(gone.map((one) => [one.alert, one])).values()) {
    const alert = await records.alerts.get(id);
    if (!alert) continue;
    const reading = corrected.find((one) => alert.evidence.includes(one.id) && one.patient === patient && !exemption(one));
    for (const told of await whoWasTold(records, alert, now)) messages.push(await retraction(records, alert, told, reading, now));
  }
  return messages.map((message) => ({ do: 'send', message }));
}

type Told = Pick<Message, 'to' | 'urgent'>;

/**
 * Everybody once; also whom it reached with others in one message, or will reach in a moment. What still waits for the alert's pathway is taken
 * back instead: said after the correction, it would be the last word on a value that never was.
 */
async function whoWasTold({ outbox }: Looked, alert: Alert, now: Instant): Promise<readonly Told[]> {
  const told = new Map<string, Told>();
  for (const { message, delivery } of await outbox.of(alert.patient, MOST_MESSAGES)) {
    if (message.alert !== alert.id || delivery.is === 'expired' || delivery.is === 'dead') continue;
    if (isHeldForPathway({ message, delivery }, now)) {
      await outbox.settle(message.key, { is: 'expired', at: now });
      continue;
    }
    const { to, urgent } = message;
    const key = `${to.role} ${to.person}`;
    told.set(key, { to, urgent: urgent || told.get(key)?.urgent === true });
  }
  return [...told.values()];
}

async function retraction(
  records: Looked,
  { id, patient, rule, severity, values, opened }: Alert,
  { to, urgent }: Told,
  reading: Reading | undefined,
  now: Instant,
): Promise<Message> {
  const atHome = to.role === 'patient' || to.role === 'caregiver';
  const template = `reading.${reading ? 'corrected' : 'withdrawn'}${atHome ? '' : '.team'}`;
  return {
    key: messageKey(`${id} ${now}`, template, to.role, to.person),
    to,
    about: patient,
    alert: id,
    template,
    values: { ...values, rule: rule.id, severity, at: opened, ...(reading ? await rightly(records, patient, reading) : {}) },
    urgent,
    due: now,
    ...(to.role === 'caregiver' ? { ifAny: true as const } : {}),
  };
}

/** What the reading says now, in both languages and the patient's unit. */
async function rightly({ patients }: Looked, patient: PatientId, reading: Reading): Promise<Message['values']> {
  const unit = (await patients.get([patient])).get(patient)?.glucoseUnit ?? 'mmol/L';
  return Object.fromEntries(
    Language.options.map((language) => [`right.${language}`, measuredText(valuesOf(reading), language, unit) ?? '—']),
  );
}

function valuesOf(reading: Reading): Message['values'] {
  switch (reading.kind) {
    case 'glucose':
      return {
        ...reading.reported,
        ...(reading.meal ? { meal: reading.meal } : {}),
        ...(reading.beyond ? { beyond: reading.beyond } : {}),
      };
    case 'blood-pressure':
      return { value: `${reading.systolicMmHg}/${reading.diastolicMmHg}`, unit: 'mmHg' };
    case 'weight':
      return { value: reading.weightKg, unit: 'kg' };
    case 'temperature':
      return { value: reading.temperatureC, unit: '°C' };
    case 'oxygen-saturation':
      return { value: reading.saturationPercent, unit: '%' };
    case 'heart-rate':
      return { value: reading.pulsePerMin, unit: '1/min' };
    default:
      return {};
  }
}
