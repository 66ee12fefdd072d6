import type { PreviewRequest, PreviewStep } from '../api/parts.ts';
import { DAY } from '../domain/clock.ts';
import type { RuleSet } from '../rules/compile.ts';
import { drafted } from '../rules/draft.ts';
import type { PreviewAlert } from '../rules/preview.ts';
import { compare } from '../rules/preview-summary.ts';
import { createPatientReplay, type PatientReplayParts } from './patient-replay.ts';

export interface PreviewParts extends PatientReplayParts {
  readonly rules: () => RuleSet;
}

/**
 * What a draft would have brought: stored history is replayed under the rules of today and under the draft. Tells nobody, writes nothing.
 * Throws HearthError api.not-found without patients, and PackError when the draft does not fit with the other rules.
 */
export function createPreview({ store, rules, now }: PreviewParts) {
  const { live, patientsOf, aboutBoth } = createPatientReplay({ store, now });

  return async function* preview({ draft, of, days }: PreviewRequest): AsyncGenerator<PreviewStep> {
    const to = now();
    const from = to - days * DAY;
    const sets = drafted(rules(), draft);
    const patients = await patientsOf(of, to);
    const today: PreviewAlert[] = [];
    const then: PreviewAlert[] = [];
    let readings = 0;
    for (const [i, patient] of patients.entries()) {
      yield { is: 'progress', done: i, of: patients.length, readings };
      const about = await aboutBoth(draft, of, patient, to);
      const lived = await live(sets, about, from, to, of !== 'all' && 'patient' in of);
      today.push(...lived.today);
      then.push(...lived.draft);
      readings += lived.readings;
    }
    yield { is: 'progress', done: patients.length, of: patients.length, readings };
    yield { is: 'result', comparison: compare(today, then, { patients: patients.length, readings, from, to }) };
  };
}
