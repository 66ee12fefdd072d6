import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { changePatientContact, changeUserContact } from '../api/change-contact.ts';
import { ContactChange, OwnContactChange } from '../api/contact-contract.ts';
import { type Addresses, type Contact, NO_CONTACT, patientPerson, userPerson } from '../domain/contact.ts';
import { systemClock } from '../house/system-clock.ts';
import { asUsage, type Command, noMoreThan, UsageError } from './command.ts';
import { noteLooks } from './note-looks.ts';
import { openRecords } from './open-records.ts';

const ADDRESSES = ['phone', 'wecom', 'wechat', 'webhook'] as const;

export const contact: Command = {
  name: 'contact',
  summary: 'How a patient or a user is reached, and how they want it.',
  usage: `hearth contact <patient id>                  shows it; --user <id> for somebody of the team
hearth contact <patient id> --wechat <openid> --mqtt hub-1 --consent sms,wechat
hearth contact --user dr.li --phone "+86 138 0000 0000" --wecom li.na --order wecom,sms
  --phone (users only) --wecom --wechat --webhook --mqtt hub-1,hub-2     addresses; "" takes one away
  --order sms,email          what can wait goes on the first that takes it; "" for all
  --language zh-CN|en  --quiet 22:00-07:00 (or off)  --non-urgent all|digest|off  --digest-at 08:00
  --consent sms,wechat,…     the ways to which the patient agreed; "" withdraws all`,

  async run(args, out) {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        user: text,
        phone: text,
        wecom: text,
        wechat: text,
        webhook: text,
        mqtt: text,
        order: text,
        language: text,
        quiet: text,
        'non-urgent': text,
        'digest-at': text,
        consent: text,
        config: text,
      },
    });
    const { user, config: file, ...said } = values;
    noMoreThan(1, positionals);
    const id = user ?? positionals[0];
    if (!id) throw new UsageError('Whose? hearth contact <patient id>, or --user <id>');
    const { store } = await openRecords(file, out);
    try {
      const known = user === undefined ? (await store.patients.get([id])).has(id) : (await store.users.get(id)) !== undefined;
      if (!known) throw new UsageError(user === undefined ? `There is no patient ${id}.` : `There is no user ${id}. See: hearth user list`);
      const person = user === undefined ? patientPerson(id) : userPerson(id);
      const before = (await store.contacts.get([person])).get(person) ?? NO_CONTACT;
      if (Object.keys(said).length === 0) {
        if (user === undefined) await noteLooks(store, 'contact', { patient: id });
        out.write(`${shown(before)}\n`);
        return 0;
      }
      const { addresses, preferences } = changed(before, said);
      const at = systemClock.now();
      if (user === undefined) {
        if (said.phone !== undefined)
          throw new UsageError('The telephone number of a patient is part of the record: change it in the console.');
        const caregivers = before.caregivers.map(({ consent, addresses: { push: _, mqtt: __, ...places }, ...one }) => ({
          ...one,
          addresses: places,
          ...(consent ? { consent: consent.ways } : {}),
        }));
        const consent = said.consent === undefined ? before.consent?.ways : list(said.consent);
        const change = parsed(ContactChange, { addresses, preferences, caregivers, ...(consent ? { consent } : {}) });
        out.write(`${shown(await changePatientContact(store, id, change, 'command line', at))}\n`);
      } else {
        if (said.consent !== undefined || said.mqtt !== undefined) throw new UsageError('--consent and --mqtt are for patients.');
        const { mqtt: _, ...places } = addresses;
        out.write(
          `${shown(await changeUserContact(store, id, parsed(OwnContactChange, { addresses: places, preferences }), 'command line', at))}\n`,
        );
      }
      return 0;
    } catch (error) {
      throw asUsage(error);
    } finally {
      await store.close();
    }
  },
};

type Said = Readonly<Record<string, string | undefined>>;

/** What stood, with what was said above it; an empty text takes away. */
function changed(before: Contact, said: Said) {
  const { push: _, email: __, ...addresses } = before.addresses as Addresses & Record<string, unknown>;
  const places: Record<string, unknown> = { ...addresses };
  for (const name of ADDRESSES) if (said[name] !== undefined) places[name] = said[name] === '' ? undefined : said[name];
  if (said.mqtt !== undefined) places.mqtt = list(said.mqtt);
  const preferences: Record<string, unknown> = { ...before.preferences };
  if (said.order !== undefined) preferences.order = list(said.order);
  if (said.language !== undefined) preferences.language = said.language === '' ? undefined : said.language;
  if (said['non-urgent'] !== undefined) preferences.nonUrgent = said['non-urgent'];
  if (said['digest-at'] !== undefined) preferences.digestAt = said['digest-at'];
  if (said.quiet !== undefined) {
    const [from, to] = said.quiet === 'off' ? ['00:00', '00:00'] : said.quiet.split('-');
    preferences.quietHours = said.quiet === '' ? undefined : { from, to };
  }
  return { addresses: places, preferences };
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(value);
  if (error) throw new UsageError(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  return data as z.output<Schema>;
}

function shown({ addresses: { push, ...addresses }, preferences, consent, caregivers }: Contact): string {
  const rows = {
    ...addresses,
    push: push.length > 0 ? `${push.length} browsers` : '',
    order: preferences.order,
    language: preferences.language,
    'quiet hours': preferences.quietHours && `${preferences.quietHours.from}-${preferences.quietHours.to}`,
    'non-urgent': preferences.nonUrgent === 'digest' ? `digest at ${preferences.digestAt}` : preferences.nonUrgent,
    'agreed to':
      consent && `${consent.ways.join(', ') || 'nothing'} (${new Date(consent.at).toISOString().slice(0, 10)}, noted by ${consent.by})`,
    caregivers: caregivers.map(({ id, relation }) => (relation ? `${id} (${relation})` : id)),
  };
  return Object.entries(rows)
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value] as const)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name.padEnd(12)} ${value}`)
    .join('\n');
}
