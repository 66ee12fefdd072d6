import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { NO_CONTACT, patientPerson } from '../../domain/contact.ts';
import { HearthError } from '../../domain/errors.ts';
import type { Language } from '../../domain/source.ts';
import type { ApiParts } from '../parts.ts';
import { readUnsubscribe } from '../unsubscribe-link.ts';

const Token = z.object({ token: z.string().min(20).max(400) });
/** RFC 8058, section 3.2: what a mail program posts. */
const ONE_CLICK = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }).toString();

const WORDS: Readonly<Record<Language, Readonly<Record<'title' | 'asks' | 'button' | 'done', string>>>> = {
  en: {
    title: 'Fewer messages',
    asks: 'Shall we send you only what is urgent? Advice, reminders and reports then stay on your own page.',
    button: 'Only what is urgent',
    done: 'Done. We send you only what is urgent from now on. You can change this on your own page, or by telling your care team.',
  },
  'zh-CN': {
    title: '减少消息',
    asks: '是否只接收紧急消息？建议、提醒和报告仍可在您的个人页面查看。',
    button: '只接收紧急消息',
    done: '已设置：今后只发送紧急消息。您可以在个人页面更改，或告知医护人员。',
  },
};

/** Where `List-Unsubscribe` of a mail leads. Opening it changes nothing, because mail scanners open every link; the button or one click does. */
export const unsubscribeRoutes =
  ({ store, clock, linkKey }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.addContentTypeParser(['application/x-www-form-urlencoded', 'multipart/form-data'], { parseAs: 'string' }, (_request, body, done) =>
      done(null, String(body)),
    );
    const patientOf = async (token: string) => {
      const id = readUnsubscribe(token, linkKey);
      const patient = id === undefined ? undefined : (await store.patients.get([id])).get(id);
      if (!patient) throw new HearthError('session.expired');
      return patient;
    };

    // Before the body is looked at: who has no link learns nothing, not even what one would say.
    app.addHook('preValidation', async ({ params }) => void (await patientOf((params as { token: string }).token)));

    app.get(
      '/unsubscribe/:token',
      {
        schema: {
          summary: 'Asks whether only what is urgent shall be sent. Changes nothing.',
          params: Token,
          response: { 200: z.string().describe('a page') },
        },
      },
      async ({ params }, reply) => {
        const { language } = await patientOf(params.token);
        const { asks, button } = WORDS[language];
        const form = `<p>${asks}</p><form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>${button}</button></form>`;
        return reply.type('text/html; charset=utf-8').send(page(language, form));
      },
    );

    app.post(
      '/unsubscribe/:token',
      {
        schema: {
          summary: 'Only what is urgent is sent to this patient from now on (RFC 8058).',
          params: Token,
          body: z.string().max(2_000),
          response: { 200: z.string().describe('a page') },
        },
      },
      async ({ params, body }, reply) => {
        const { id, language } = await patientOf(params.token);
        if (!body.includes(ONE_CLICK) && !/name="List-Unsubscribe"\s+One-Click/.test(body)) throw new HearthError('api.invalid');
        await store.transact(async (records) => {
          const person = patientPerson(id);
          const contact = (await records.contacts.get([person])).get(person) ?? NO_CONTACT;
          if (contact.preferences.nonUrgent === 'off') return;
          await records.contacts.save(person, { ...contact, preferences: { ...contact.preferences, nonUrgent: 'off' } });
          await records.audit.note([{ at: clock.now(), by: id, did: 'mail.unsubscribe', patient: id, about: {} }]);
        });
        return reply.type('text/html; charset=utf-8').send(page(language, `<p role="status">${WORDS[language].done}</p>`));
      },
    );
  };

const STYLE =
  'body{font:18px/1.6 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem;color:#1b2a2f;background:#fbfaf7}' +
  'button{font:inherit;padding:.7rem 1.2rem;border:0;border-radius:.5rem;background:#14566b;color:#fff;cursor:pointer}' +
  '@media(prefers-color-scheme:dark){body{color:#e8ecec;background:#12191c}}';

const page = (language: Language, inside: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<meta name="robots" content="noindex"><title>Hearth: ${WORDS[language].title}</title><style>${STYLE}</style></head>` +
  `<body><main><h1>${WORDS[language].title}</h1>${inside}</main></body></html>`;
