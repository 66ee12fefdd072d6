import type { Alert } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { alertId, messageKey } from '../domain/identity.ts';
import type { Patient } from '../domain/patient.ts';
import type { Localized } from '../domain/source.ts';
import type { Match } from './check.ts';
import type { Severity } from './fact-file.ts';
import type { MedicationGraph } from './graph.ts';
import { checkPatient } from './person.ts';

/** Alerts of this room carry rules of this name; no rule pack may use it. */
export const MEDICATION_RULE = 'medication.';

export interface Change {
  readonly graph: MedicationGraph;
  /** The record as it stood; undefined for a new patient. */
  readonly before: Patient | undefined;
  readonly after: Patient;
  /** All alerts of this patient, of whatever age and state. */
  readonly alerts: readonly Alert[];
  /** Whether the clinic has a pharmacist, who then hears of it as the doctor does. */
  readonly hasPharmacist?: boolean;
  readonly now: Instant;
}

/**
 * What follows from a changed record: an alert and a task to the doctor and the pharmacist for every serious finding that is new, and the end of alerts whose
 * finding is gone. A finding that a person has settled stays settled until the record loses and regains it.
 */
export function reviewChange({ graph, before, after, alerts, hasPharmacist = false, now }: Change): readonly Decision[] {
  const roles = hasPharmacist ? (['doctor', 'pharmacist'] as const) : (['doctor'] as const);
  const found = new Map(serious(graph, after, now).map((match) => [keyOf(match), match]));
  const stood = new Set(before ? serious(graph, before, now).map(keyOf) : []);
  const own = alerts.filter(({ rule }) => rule.id.startsWith(MEDICATION_RULE)).toSorted((a, b) => b.opened - a.opened);

  const gone = own.filter(({ state, values }) => state.is !== 'resolved' && !found.has(String(values.key)));
  const fresh = [...found].filter(([key]) => {
    const last = own.find(({ values }) => values.key === key);
    if (!last) return true;
    return last.state.is === 'resolved' && (last.state.because === 'recovered' || !stood.has(key));
  });
  return [
    ...gone.map(
      ({ id }): Decision => ({
        do: 'change-alert',
        alert: id,
        patient: after.id,
        to: { is: 'resolved', at: now, because: 'recovered' },
      }),
    ),
    ...fresh.flatMap(([key, match]) => raise(after, key, match, roles, now)),
  ];
}

const serious = (graph: MedicationGraph, patient: Patient, now: Instant): readonly Match[] =>
  checkPatient(graph, patient, now).findings.filter(({ severity }) => severity === 'contraindicated' || severity === 'major');

/** Which finding, between which things: the same pair under another spelling is the same. */
const keyOf = ({ id, items }: Match): string =>
  `${id}:${items
    .map(({ term }) => term.code)
    .toSorted()
    .join('+')}`;

function raise(
  patient: Patient,
  key: string,
  match: Match,
  roles: readonly ('doctor' | 'pharmacist')[],
  now: Instant,
): readonly Decision[] {
  const rule = MEDICATION_RULE + match.id;
  const title = titleOf(match);
  const alert: Alert = {
    id: alertId(patient.id, `${MEDICATION_RULE}${key}`, now),
    patient: patient.id,
    rule: { id: rule, version: 1 },
    // High pages somebody at once: only for what must not be together, where the record leaves no doubt that it is.
    severity: match.severity === 'contraindicated' && match.certainty === 'certain' ? 'high' : 'medium',
    opened: now,
    raised: now,
    late: false,
    evidence: [],
    values: { key, finding: match.severity, certainty: match.certainty, 'title.zh-CN': title['zh-CN'], 'title.en': title.en },
    state: { is: 'active' },
  };
  const text = taskOf(title, match);
  return [
    { do: 'open-alert', alert },
    ...roles.map(
      (role): Decision => ({
        do: 'send',
        message: {
          key: messageKey(alert.id, 'task', role, 'team'),
          to: { person: 'team', role },
          about: patient.id,
          alert: alert.id,
          template: 'task',
          values: { 'text.zh-CN': text['zh-CN'], 'text.en': text.en },
          urgent: alert.severity === 'high',
          due: now,
        },
      }),
    ),
  ];
}

const SEVERITIES: Readonly<Record<Severity, Localized>> = {
  contraindicated: { 'zh-CN': '禁忌', en: 'Contraindicated' },
  major: { 'zh-CN': '严重', en: 'Serious' },
  moderate: { 'zh-CN': '中等', en: 'Moderate' },
  minor: { 'zh-CN': '轻微', en: 'Minor' },
  measurement: { 'zh-CN': '影响测量', en: 'Changes a measurement' },
};

function titleOf({ items, severity, certainty }: Match): Localized {
  const possibly = certainty === 'possible';
  const names = (language: 'zh-CN' | 'en') => items.map(({ term }) => term.name[language]).join(' + ');
  return {
    'zh-CN': `用药核对（${possibly ? '可能' : ''}${SEVERITIES[severity]['zh-CN']}）：${names('zh-CN')}`,
    en: `Medicines (${possibly ? `possibly ${SEVERITIES[severity].en.toLowerCase()}` : SEVERITIES[severity].en.toLowerCase()}): ${names('en')}`,
  };
}

function taskOf(title: Localized, { effect, source, certainty }: Match): Localized {
  const open = source.evidence === 'unverified';
  const cited = `${source.organisation}, ${source.title}, ${source.year}`;
  return {
    'zh-CN': [
      `${title['zh-CN']}。${effect['zh-CN']}`,
      certainty === 'possible' ? '病历未写明分期或具体药名，请核实。' : '',
      `来源：${cited}${open ? '（尚未经药师核实）' : ''}。请与处方医生或药师确认，患者不得自行停药或改药。`,
    ].join(''),
    en: [
      `${title.en}. ${effect.en}`,
      certainty === 'possible' ? 'The record leaves the stage or the exact medicine open: please find out.' : '',
      `Source: ${cited}${open ? ' (not yet verified by a pharmacist)' : ''}.`,
      'Please settle it with the prescriber or a pharmacist; the patient must not stop or change a medicine alone.',
    ]
      .filter((part) => part !== '')
      .join(' '),
  };
}
