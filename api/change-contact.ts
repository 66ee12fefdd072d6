import type { Instant } from '../domain/clock.ts';
import { type Addresses, type Consent, type Contact, NO_CONTACT, patientPerson, userPerson } from '../domain/contact.ts';
import { HearthError } from '../domain/errors.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Store } from '../domain/store.ts';
import type { ContactChange, OwnContactChange } from './contact-contract.ts';

/** Notes how a patient and those who care for the patient are reached. A yes that stood keeps its date and its witness. */
export async function changePatientContact(
  store: Pick<Store, 'transact'>,
  patient: PatientId,
  change: ContactChange,
  by: string,
  at: Instant,
): Promise<Contact> {
  const person = patientPerson(patient);
  return store.transact(async (records) => {
    const owners = await records.owners.intervals(change.addresses.mqtt);
    for (const [i, device] of change.addresses.mqtt.entries()) {
      const last = owners.get(device)?.at(-1);
      if (last?.patient !== patient || last.until !== undefined) {
        const detail = `${device} is not a device of this patient: assign it first.`;
        throw new HearthError('api.invalid', detail, [{ pointer: `/addresses/mqtt/${i}`, detail }]);
      }
    }
    const before = (await records.contacts.get([person])).get(person) ?? NO_CONTACT;
    const contact: Contact = {
      addresses: { ...change.addresses, push: before.addresses.push },
      preferences: change.preferences,
      ...consentOf(before.consent, change.consent, by, at),
      caregivers: change.caregivers.map(({ consent, addresses, ...caregiver }) => {
        const was = before.caregivers.find(({ id }) => id === caregiver.id);
        return {
          ...caregiver,
          addresses: { ...addresses, push: was?.addresses.push ?? [], mqtt: [] },
          ...consentOf(was?.consent, consent, by, at),
        };
      }),
    };
    await records.contacts.save(person, contact);
    const about = { consent: contact.consent?.ways.join(' ') ?? null, caregivers: contact.caregivers.length };
    await records.audit.note([{ at, by, did: 'patient.contact', patient, about }]);
    return contact;
  });
}

/** Notes how somebody of the team is reached. */
export async function changeUserContact(
  store: Pick<Store, 'transact'>,
  user: string,
  { addresses, preferences }: OwnContactChange,
  by: string,
  at: Instant,
): Promise<Contact> {
  const person = userPerson(user);
  return store.transact(async (records) => {
    const before = (await records.contacts.get([person])).get(person) ?? NO_CONTACT;
    const kept: Pick<Addresses, 'push' | 'mqtt'> = { push: before.addresses.push, mqtt: [] };
    const contact: Contact = { ...NO_CONTACT, addresses: { ...addresses, ...kept }, preferences };
    await records.contacts.save(person, contact);
    await records.audit.note([{ at, by, did: 'user.contact', about: { user } }]);
    return contact;
  });
}

function consentOf(
  before: Consent | undefined,
  ways: Consent['ways'] | undefined,
  by: string,
  at: Instant,
): { readonly consent?: Consent } {
  if (ways === undefined) return {};
  const same = before !== undefined && new Set(before.ways).symmetricDifference(new Set(ways)).size === 0;
  return { consent: same ? before : { ways, at, by } };
}
