import type { AdverseContent } from '../domain/adverse-content.ts';
import { AdverseContent as ContentSchema } from '../domain/adverse-content.ts';
import type { AdverseReport } from '../domain/adverse-report.ts';
import type { Instant } from '../domain/clock.ts';
import { adverseReportId } from '../domain/identity.ts';
import type { Patient } from '../domain/patient.ts';
import type { PatientId } from '../domain/reading.ts';
import { recordName } from '../domain/record-names.ts';
import type { Records } from '../domain/store.ts';

export interface Begin {
  readonly patient: PatientId;
  /** What makes it one of a kind: the same again begins nothing. */
  readonly cause: string;
  readonly at: Instant;
  /** What the patient said, word for word. */
  readonly words?: string;
}

/**
 * Begins a draft because of something that a patient said, inside of the transaction in which it was heard. The patient completes it on
 * their own page, or somebody of the clinic takes it up. Resolves to its id; the same cause again is the same draft, as it then stands.
 */
export async function beginAdverseReport(
  records: Pick<Records, 'adverse' | 'patients' | 'readings' | 'audit'>,
  { patient, cause, at, words }: Begin,
): Promise<string> {
  const id = adverseReportId(patient, cause);
  if (await records.adverse.get(id)) return id;
  const content = await whatIsKnown(records, patient, at);
  const report: AdverseReport = {
    id,
    patient,
    state: 'draft',
    version: 1,
    begun: at,
    by: 'hearth',
    from: 'question',
    // The clinic knows from the moment at which it was heard, whether or not anybody fills in a form.
    aware: at,
    ...(words === undefined ? {} : { words: words.slice(0, 4000) }),
    content,
  };
  await records.adverse.save(report, { at, by: 'hearth', did: 'begun' });
  await records.audit.note([{ at, by: 'hearth', did: 'adverse.begun', patient, about: { report: id, from: 'question' } }]);
  return id;
}

/** What the record says already, so that nobody types it again: age, sex, weight, diseases. Who it is stays out. */
export async function whatIsKnown(
  records: Pick<Records, 'patients' | 'readings'>,
  patient: PatientId,
  at: Instant,
): Promise<AdverseContent> {
  const known = (await records.patients.get([patient])).get(patient);
  const [weighed] = await records.readings.latest(patient, 'weight', 1);
  const weight = weighed?.kind === 'weight' && !weighed.quality.includes('withdrawn') ? { weightKg: weighed.weightKg } : {};
  return ContentSchema.parse({
    language: known?.language ?? 'en',
    patient: { ...(known ? aboutOf(known, at) : {}), ...weight },
  });
}

function aboutOf({ birthYear, sex, conditions, allergies, zone, language }: Patient, at: Instant) {
  const year = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).year;
  const names = (codes: readonly string[]) => codes.map((code) => recordName(code, language)).join(language === 'en' ? ', ' : '、');
  const allergy = { en: 'Allergies: ', 'zh-CN': '过敏：' }[language];
  return {
    ...(birthYear === undefined ? {} : { ageYears: Math.max(0, year - birthYear) }),
    ...(sex ? { sex } : {}),
    ...(conditions.length > 0 ? { disease: names(conditions).slice(0, 500) } : {}),
    ...(allergies.length > 0 ? { history: `${allergy}${names(allergies)}` } : {}),
  };
}
