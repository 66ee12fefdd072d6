import type { Advice, AdviceTrail, CheckVerdict } from '../domain/advice.ts';
import type { AdviceEdit, Approval, ApprovalRules } from '../domain/advice-approval.ts';
import { CHECK_NAMES, STYLE_CHECKS } from '../domain/advice-checks.ts';
import { type Clock, HOUR } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import type { Records, Store } from '../domain/store.ts';
import { adviceMessage } from './advice-message.ts';
import { adviceText } from './closing.ts';
import type { Draft } from './generator.ts';
import { verdictsOf } from './guard/registry.ts';
import { type InboxKey, noExpiry, takeBackThatItWaits } from './hold.ts';
import { type Prepared, type PrepareParts, prepareAdvice } from './prepare.ts';

export interface ApprovalParts extends PrepareParts {
  readonly store: Pick<Store, 'transact' | 'patients' | 'readings' | 'alerts' | 'advice' | 'approvalRules' | 'sentenceSwitches'>;
  readonly clock: Clock;
  readonly inboxKey: InboxKey;
}

/** What a person decides: the text as it stands, or edited; `override`: checks of style to set aside, and why. */
export interface Decide {
  readonly edit?: AdviceEdit | undefined;
  readonly override?: { readonly checks: readonly string[]; readonly reason: string } | undefined;
}
/** What a check has against one sentence of a text; `style`: a person may set it aside. */
export interface Objection {
  readonly sentence: number;
  readonly check: string;
  readonly why: string;
  readonly style: boolean;
}
/** However late the approval: a message that quiet hours hold back still has this long. */
const AT_LEAST_MS = HOUR;

/**
 * What people do with advice that waits for them. The guard looks at every text again, edited or not, against the record as it stands at
 * that moment; the decision, its audit, the message, and the end of what asked for it are one transaction, so that of two people who approve one is told that it is done.
 */
export function createApprovalDesk(parts: ApprovalParts) {
  const { store, clock, inboxKey } = parts;

  async function waiting(id: string): Promise<{ readonly advice: Advice; readonly prepared: Prepared }> {
    const advice = mustWait(await store.advice.get(id), clock.now());
    const prepared = await prepareAdvice(parts, advice.alert, (advice.trail as AdviceTrail).topics);
    if (prepared === 'withdrawn')
      throw new HearthError('advice.not-waiting', 'The readings behind this advice were taken back: it can only be refused.');
    if (typeof prepared === 'string') throw new HearthError('api.not-found', `It cannot be sent: ${prepared}.`);
    return { advice, prepared };
  }

  /** Decides in one transaction, if it still waits then. */
  const decide = (
    id: string,
    by: string,
    did: string,
    work: (advice: Advice, now: number) => { readonly approval: Approval; readonly about: Readonly<Record<string, string>> },
  ): Promise<Advice> =>
    store.transact(async (records) => {
      const now = clock.now();
      const found = await records.advice.get(id);
      const advice = mustWait(found, now);
      const { approval, about } = work(advice, now);
      const decided: Advice = { ...advice, approval };
      await records.advice.save(decided);
      await takeBackThatItWaits(records, advice, inboxKey, now);
      await records.decisions.apply(
        [
          noExpiry(advice),
          ...(approval.is === 'approved' ? [adviceMessage(advice, approval.text, now, Math.max(approval.expires, now + AT_LEAST_MS))] : []),
        ],
        now,
      );
      await records.audit.note([{ at: now, by, did, patient: advice.patient, about: { advice: id, ...about } }]);
      return decided;
    });

  return {
    /** What waits and has not expired, the first to expire first. */
    waiting: async (count: number) => (await store.advice.waiting(count)).filter(({ approval }) => approval!.expires > clock.now()),

    /** What the guard has against a text as a person wants it sent. Throws HearthError api.not-found, advice.not-waiting. */
    async check(id: string, edit: AdviceEdit): Promise<readonly Objection[]> {
      const { advice, prepared } = await waiting(id);
      return objectionsOf(verdictsOf(draftOf(advice, edit, prepared), prepared.facts, prepared.brief));
    },

    /** Throws HearthError api.not-found, advice.not-waiting, advice.turned-down with a field for each objection. */
    async approve(id: string, by: string, { edit, override }: Decide): Promise<Advice> {
      const { advice, prepared } = await waiting(id);
      const draft = draftOf(advice, edit, prepared);
      const verdicts = verdictsOf(draft, prepared.facts, prepared.brief);
      const objections = objectionsOf(verdicts);
      const setAside = new Set(override?.checks.filter((check) => STYLE_CHECKS.includes(check)));
      const standing = objections.filter(({ check }) => !setAside.has(check));
      if (standing.length > 0) throw turnedDown(standing);

      const opens = ({ source }: Draft['sentences'][number]) => source !== undefined && prepared.openings.has(source);
      const closing = advice.sentences.filter(({ topic }) => topic === 'closing');
      const body = [...draft.sentences.filter(opens), ...draft.sentences.filter((one) => !opens(one))];
      const sentences = [...body.map(({ text, topic, facts }) => ({ text, topic, facts })), ...closing];
      const text = adviceText(sentences, advice.language, draft.sentences.filter(opens).length);
      const isEdited = text !== advice.trail?.text;
      const used = objections.filter(({ check }) => setAside.has(check)).map(({ check }) => check);
      return decide(id, by, 'advice.approved', ({ approval }, now) => ({
        approval: {
          is: 'approved',
          since: approval!.since,
          expires: approval!.expires,
          at: now,
          by,
          text,
          ...(isEdited ? { edited: { sentences: sentences.map(({ text: said, topic }) => ({ text: said, topic })), verdicts } } : {}),
          ...(used.length > 0 ? { overridden: { checks: [...new Set(used)], reason: override!.reason } } : {}),
        },
        about: {
          edited: isEdited ? 'yes' : 'no',
          ...(used.length > 0 ? { overridden: [...new Set(used)].join(', '), reason: override!.reason } : {}),
        },
      }));
    },

    /** Throws HearthError api.not-found, advice.not-waiting. */
    refuse: (id: string, by: string, reason: string): Promise<Advice> =>
      decide(id, by, 'advice.refused', ({ approval }, now) => ({
        approval: { is: 'refused', since: approval!.since, expires: approval!.expires, at: now, by, reason },
        about: { reason },
      })),

    /** Takes hold for the next advice that is written; what waits goes on waiting. */
    setRules: (rules: ApprovalRules, by: string, reason: string): Promise<void> =>
      store.transact(async (records: Records) => {
        const at = clock.now();
        const before = (await records.approvalRules.inForce()).rules;
        await records.approvalRules.set(rules, by, reason, at);
        await records.audit.note([
          { at, by, did: 'advice.approval-rules', about: { before: JSON.stringify(before), after: JSON.stringify(rules), reason } },
        ]);
      }),
  };
}

function mustWait(advice: Advice | undefined, now: number): Advice {
  if (!advice) throw new HearthError('api.not-found', 'There is no such advice.');
  const { approval } = advice;
  if (!approval) throw new HearthError('advice.not-waiting', 'This advice went out at once: nobody had to approve it.');
  if (approval.is === 'approved') throw new HearthError('advice.not-waiting', 'This advice is approved already, and sent once.');
  if (approval.is === 'refused') throw new HearthError('advice.not-waiting', 'Somebody has refused this advice already.');
  if (approval.is === 'expired' || approval.expires <= now)
    throw new HearthError('advice.not-waiting', 'The time of this advice has passed: what it speaks of is too long ago.');
  return advice;
}

/** A text as the guard looks at it. What a person worded may stand on every fact that the writer had. */
function draftOf(advice: Advice, edit: AdviceEdit | undefined, { facts }: Prepared): Draft {
  const written = advice.sentences.flatMap(({ topic, ...sentence }) =>
    topic === 'closing' ? [] : [{ ...sentence, topic, facts: [...sentence.facts] }],
  );
  if (!edit) return { sentences: written };
  return {
    sentences: edit.sentences.map(({ text, topic, from }) => {
      const original = from === undefined ? undefined : written[from];
      if (original?.text === text && original.topic === topic) return original;
      return { text, topic, facts: facts.map(({ id }) => id), ...(original?.source === undefined ? {} : { source: original.source }) };
    }),
  };
}

const objectionsOf = (verdicts: readonly CheckVerdict[]): readonly Objection[] =>
  verdicts.flatMap(({ check, findings }) =>
    findings.map(({ sentence, why }) => ({ sentence, check, why, style: STYLE_CHECKS.includes(check) })),
  );

function turnedDown(objections: readonly Objection[]): HearthError {
  const names = [...new Set(objections.map(({ check }) => CHECK_NAMES[check]?.en ?? check))].join(', ');
  const safety = objections.some(({ style }) => !style);
  const detail = safety
    ? `The guard turns this text down (${names}), and nobody may set that aside.`
    : `The text is hard on its reader (${names}): mend it, or set that aside with a reason.`;
  return new HearthError(
    'advice.turned-down',
    detail,
    objections.map(({ sentence, check, why }) => ({ pointer: `/sentences/${sentence}`, detail: `${check}: ${why}` })),
  );
}
