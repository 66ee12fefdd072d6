import { patientPerson, userPerson } from '../domain/contact.ts';
import { type Message, NOBODY } from '../domain/message.ts';
import type { Store } from '../domain/store.ts';
import type { createReach } from '../notifier/reach.ts';

/** Everybody who is to be told something and the ways to them, by name; who cannot be reached first. For the console. */
export function createEverybody(
  store: Pick<Store, 'patients' | 'identities' | 'contacts' | 'users'>,
  reach: ReturnType<typeof createReach>,
) {
  /** `only`: leaves patients and their families out, of whom there may be very many. */
  return async (only?: 'staff') => {
    const patients = only === 'staff' ? [] : await store.patients.list();
    const names = await store.identities.get(patients.map(({ id }) => id));
    const contacts = await store.contacts.list();
    const people: { person: string; patient?: string; name: string; to: Message['to'] }[] = [];
    for (const { id } of patients) {
      people.push({ person: patientPerson(id), patient: id, name: names.get(id)?.name ?? id, to: { person: id, role: 'patient' } });
      for (const one of contacts.get(patientPerson(id))?.caregivers ?? [])
        people.push({ person: `caregiver:${id}:${one.id}`, patient: id, name: one.name, to: { person: id, role: 'caregiver' } });
    }
    for (const { id, name, role, disabled } of await store.users.list())
      if (disabled === undefined)
        people.push({ person: userPerson(id), name, to: { person: id, role: role === 'doctor' ? 'doctor' : 'coordinator' } });

    const rows = [];
    const known = await reach.byPerson();
    for (const { to, ...who } of people) {
      const ways = (await reach.ways(to, who.patient ?? NOBODY, known)).filter(({ person }) => person === who.person);
      rows.push({
        ...who,
        reachable: ways.some(({ state }) => state !== 'silent' && state !== 'wrong-address'),
        ways: ways.map(({ channel, mark, state, reach: known }) => ({
          channel,
          mark,
          state,
          ...(known?.sent === undefined ? {} : { sent: known.sent }),
          ...(known?.confirmed === undefined ? {} : { confirmed: known.confirmed }),
          ...(known?.unconfirmedSince === undefined ? {} : { unconfirmedSince: known.unconfirmedSince }),
          ...(known?.drilled === undefined ? {} : { drilled: known.drilled }),
          ...(known?.wrong === undefined ? {} : { why: known.wrong.why }),
        })),
      });
    }
    return rows.sort((a, b) => Number(a.reachable) - Number(b.reachable));
  };
}
