import type { RecordChange } from '../../../api/change-record.ts';
import type { PatientDetail } from '../../../api/contract.ts';
import type { Language } from '../../../domain/source.ts';
import { draftOf, identityOf, PLANNED, patientOf, type RecordDraft } from './record-draft.ts';

type Parts = Readonly<Record<string, unknown>>;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What was touched since the form was opened with `base`, each part with what it was; undefined where nothing was. */
export function recordChange(base: PatientDetail, draft: RecordDraft, language: Language): RecordChange | undefined {
  const opened = draftOf(base, language);
  const touched = (was: object, now: object) =>
    [...new Set([...Object.keys(was), ...Object.keys(now)])].filter((part) => !same((was as Parts)[part], (now as Parts)[part]));
  const only = (parts: readonly string[], of: object) =>
    Object.fromEntries(parts.flatMap((part) => ((of as Parts)[part] === undefined ? [] : [[part, (of as Parts)[part]]])));

  // What the form does not ask about stays in the plan.
  const unasked = base.plan.filter(({ kind }) => !PLANNED.some((asked) => asked === kind));
  const wanted = patientOf(base.id, draft);
  const record = touched(patientOf(base.id, opened), wanted);
  const identity = touched(identityOf(opened), identityOf(draft));
  if (record.length + identity.length === 0) return undefined;
  return {
    ...(record.length > 0
      ? { record: { was: only(record, base), now: only(record, { ...wanted, plan: [...wanted.plan, ...unasked] }) } }
      : {}),
    ...(identity.length > 0 ? { identity: { was: only(identity, base), now: only(identity, identityOf(draft)) } } : {}),
  };
}

/** The draft upon a newer record: what was typed stays, everything else is as it stands now. */
export function upon(fresh: PatientDetail, base: PatientDetail, draft: RecordDraft, language: Language): RecordDraft {
  const [opened, now] = [draftOf(base, language) as unknown as Parts, draftOf(fresh, language) as unknown as Parts];
  return Object.fromEntries(
    Object.entries(draft).map(([field, typed]) => [field, same(typed, opened[field]) ? now[field] : typed]),
  ) as unknown as RecordDraft;
}
