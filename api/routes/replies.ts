import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ownerAt } from '../../domain/device.ts';
import { HearthError } from '../../domain/errors.ts';
import type { ApiParts } from '../parts.ts';

/** A device of this model hands in what patients of any number wrote: the clinic's gateway for incoming messages. */
const GATEWAY = 'replies';
/** Numbers are written with and without their country: so many digits from the end must be the same. */
const DIGITS_ALIKE = 8;

/** What patients write back to messages. */
export const replyRoutes =
  ({ store, clock, reply: take }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/replies',
      {
        schema: {
          summary:
            'What a patient wrote back to a message: a number, an answer in words, or anything else, which is answered or read by a person.',
          description:
            'HTTP Basic with the name and secret of a device. A patient’s own device speaks for its patient; a device enrolled with the model `replies` for the patient with the telephone number `from`. The same `id` again changes nothing.',
          body: z.strictObject({
            id: z.string().min(1).max(200),
            text: z.string().trim().max(10_000),
            attachments: z
              .int()
              .min(0)
              .max(100)
              .default(0)
              .describe('How many pictures, recordings or files came along: they are not read.'),
            from: z.string().max(40).optional(),
          }),
          response: { 200: z.object({ outcome: z.enum(['answered', 'asked-back', 'passed-on', 'repeated']) }) },
        },
      },
      async ({ body: { id, text, attachments, from }, device }) => {
        if (text === '' && attachments === 0)
          throw new HearthError('api.invalid', 'The message is empty.', [{ pointer: '/text', detail: 'some text' }]);
        const own = ownerAt(await store.owners.of(device!), clock.now());
        if (own !== undefined) return { outcome: await take({ id, patient: own, text, attachments }) };
        if ((await store.devices.get(device!))?.model !== GATEWAY) {
          throw new HearthError('api.forbidden', 'This device belongs to no patient, and is not enrolled with the model "replies".');
        }
        return { outcome: await take({ id, patient: await patientWith(from), text, attachments }) };
      },
    );

    /** Who has this number. Of several (a family's telephone) the one who was asked something. */
    async function patientWith(number = ''): Promise<string> {
      const digits = digitsOf(number);
      const patients = await store.patients.list();
      const identities = await store.identities.get(patients.map(({ id }) => id));
      const theirs = [...identities].filter(([, { phone = '' }]) => isSame(digitsOf(phone), digits)).map(([id]) => id);
      const asked: string[] = [];
      if (theirs.length > 1) for (const id of theirs) if ((await store.followUps.open(id)).length > 0) asked.push(id);
      const [one, another] = theirs.length > 1 ? asked : theirs;
      if (one === undefined || another !== undefined)
        throw new HearthError('api.not-found', one === undefined ? 'No patient has this number.' : 'Several patients have this number.');
      return one;
    }
  };

const digitsOf = (number: string): string => number.replaceAll(/\D/g, '').replace(/^0+/, '');
const isSame = (a: string, b: string): boolean => Math.min(a.length, b.length) >= DIGITS_ALIKE && (a.endsWith(b) || b.endsWith(a));
