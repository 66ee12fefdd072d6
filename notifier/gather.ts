import type { Instant } from '../domain/clock.ts';
import { messageKey } from '../domain/identity.ts';
import type { Message } from '../domain/message.ts';
import type { Records, TakenMessage } from '../domain/store.ts';
import { PART_OF } from './verdict.ts';

/** What is one letter when several of it wait for the same recipient: three advices after one night too. A question or a report stands for itself. */
const TOGETHER: ReadonlySet<string> = new Set([
  'advice',
  'alert.patient',
  'alert.team',
  'alert.late',
  'alert.again',
  'alert.unstable',
  'reading.corrected',
  'reading.corrected.team',
  'reading.withdrawn',
  'reading.withdrawn.team',
  'task',
]);

/** In the values of a gathered message: the messages that are in it, as JSON. */
export const PARTS = 'parts';
/** More than this nobody reads; the rest is the next letter. */
const MOST_PARTS = 50;

/** What a part is rendered from again. */
export type GatheredPart = Pick<Message, 'template' | 'values'>;
export const partsOf = (values: Message['values']): readonly GatheredPart[] | undefined =>
  values[PARTS] === undefined ? undefined : (JSON.parse(String(values[PARTS])) as readonly GatheredPart[]);

/**
 * One bad night is one message: of what was taken and can wait, everything that waits for the same recipient about the same patient becomes
 * one message, in the same transaction; the parts are settled as gathered into it, so that no crash tells them twice.
 * @param isQuiet whether it would be held now: what is held may still get company
 * @returns what is left to be sent one by one
 */
export async function gather(
  taken: readonly TakenMessage[],
  records: Pick<Records, 'outbox' | 'decisions'>,
  isQuiet: (message: Message) => Promise<boolean>,
  now: Instant,
): Promise<readonly TakenMessage[]> {
  const gone = new Set<string>();
  for (const first of taken) {
    const { about, to } = first.message;
    if (gone.has(first.message.key) || !mayBeGathered(first, now) || (await isQuiet(first.message))) continue;
    const parts = [...taken, ...(await records.outbox.waitingAbout(about, now))]
      .filter((one) => mayBeGathered(one, now) && !gone.has(one.message.key))
      .map(({ message }) => message)
      .filter((one) => one.about === about && one.to.role === to.role && one.to.person === to.person)
      .toSorted((a, b) => a.due - b.due || (a.key < b.key ? -1 : 1))
      .slice(0, MOST_PARTS);
    if (parts.length < 2) continue;
    const gathered = oneOf(parts, now);
    await records.decisions.apply([{ do: 'send', message: gathered }], now);
    for (const { key } of parts) {
      await records.outbox.settle(key, { is: 'gathered', at: now, into: gathered.key });
      gone.add(key);
    }
  }
  return gone.size === 0 ? taken : taken.filter(({ message }) => !gone.has(message.key));
}

/** What was tried already is tried again as it is: a provider may have it. */
const mayBeGathered = ({ message: { urgent, template, values, expires }, attempts }: TakenMessage, now: Instant): boolean =>
  attempts === 0 && !urgent && TOGETHER.has(template) && values[PART_OF] === undefined && (expires === undefined || expires > now);

function oneOf(parts: readonly Message[], now: Instant): Message {
  const { about, to } = parts[0]!;
  const template = to.role === 'patient' || to.role === 'caregiver' ? 'together.patient' : 'together.team';
  return {
    key: messageKey(parts.map(({ key }) => key).join(' '), template, to.role, to.person),
    to,
    about,
    template,
    values: {
      count: parts.length,
      [PARTS]: JSON.stringify(parts.map(({ template: of, values }): GatheredPart => ({ template: of, values }))),
    },
    urgent: false,
    due: now,
  };
}
