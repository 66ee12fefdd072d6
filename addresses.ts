import type { Message } from './domain/message.ts';
import type { PatientId } from './domain/reading.ts';
import type { Language } from './domain/source.ts';
import type { Store } from './domain/store.ts';

export interface Address {
  readonly channel: string;
  readonly address: string;
  readonly language: Language;
}

/**
 * Who hears of a message, by which channel, in which language. The in-app inbox is always one of them; e-mail where the person has
 * an address and the clinic has a mail server; a webhook for the team where one is set up.
 */
export function createAddressBook(
  store: Pick<Store, 'patients' | 'identities' | 'users'>,
  channels: ReadonlySet<string>,
  clinicLanguage: Language,
) {
  return async (to: Message['to'], about: PatientId): Promise<readonly Address[]> => {
    if (to.role === 'patient') {
      const language = (await store.patients.get([about])).get(about)?.language ?? clinicLanguage;
      const email = (await store.identities.get([about])).get(about)?.email;
      return [
        { channel: 'inbox', address: about, language },
        ...(email && channels.has('smtp') ? [{ channel: 'smtp', address: email, language }] : []),
      ];
    }
    const team = (await store.users.list()).filter(({ role, disabled }) => role === to.role && disabled === undefined);
    return [
      { channel: 'inbox', address: `team:${to.role}`, language: clinicLanguage },
      ...(channels.has('webhook') ? [{ channel: 'webhook', address: 'team', language: clinicLanguage }] : []),
      ...(channels.has('smtp')
        ? team.flatMap(({ email, language }) => (email ? [{ channel: 'smtp', address: email, language }] : []))
        : []),
    ];
  };
}
