import type { Instant } from './domain/clock.ts';
import type { Message, Role } from './domain/message.ts';
import type { PatientId } from './domain/reading.ts';
import type { Language } from './domain/source.ts';
import type { Store } from './domain/store.ts';
import type { User } from './domain/user.ts';
import { onDuty } from './duty/roster.ts';

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
  store: Pick<Store, 'patients' | 'identities' | 'users' | 'duty'>,
  channels: ReadonlySet<string>,
  clinicLanguage: Language,
  clinic: { readonly now: () => Instant; readonly zone: string },
) {
  /** Who of a role is on duty now; the whole role where nobody is: somebody must hear of it. */
  async function atWork(role: User['role'], about: PatientId): Promise<readonly User[]> {
    const all = (await store.users.list()).filter((user) => user.role === role && user.disabled === undefined);
    if (role === 'administrator') return all;
    const { plan } = await store.duty.plan();
    const language = (await store.patients.get([about])).get(about)?.language;
    const names = onDuty(plan, role, clinic.now(), clinic.zone, language);
    const working = all.filter(({ id }) => names.includes(id));
    return working.length > 0 ? working : all;
  }

  return async (to: Message['to'], about: PatientId): Promise<readonly Address[]> => {
    if (to.role === 'patient') {
      const language = (await store.patients.get([about])).get(about)?.language ?? clinicLanguage;
      const email = (await store.identities.get([about])).get(about)?.email;
      return [
        { channel: 'inbox', address: about, language },
        ...(email && channels.has('smtp') ? [{ channel: 'smtp', address: email, language }] : []),
      ];
    }
    const team = to.role === 'caregiver' ? [] : await atWork(to.role, about);
    return [
      { channel: 'inbox', address: `team:${to.role}`, language: clinicLanguage },
      ...(channels.has('webhook') ? [{ channel: 'webhook', address: 'team', language: clinicLanguage }] : []),
      ...(channels.has('smtp')
        ? team.flatMap(({ email, language }) => (email ? [{ channel: 'smtp', address: email, language }] : []))
        : []),
    ];
  };
}

/** Whether a message to a role finds anybody outside of Hearth's own pages. */
export const reachesBy =
  (addresses: ReturnType<typeof createAddressBook>) =>
  async (role: Role, about: PatientId): Promise<boolean> =>
    (await addresses({ person: 'team', role }, about)).some(({ channel }) => channel !== 'inbox');
