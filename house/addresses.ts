import type { StaffSee } from '../domain/care-team.ts';
import type { Instant } from '../domain/clock.ts';
import {
  type Addresses,
  agreed,
  type Consent,
  type Contact,
  caregiverPerson,
  NO_CONTACT,
  type Person,
  type Preferences,
  patientPerson,
  places,
  userPerson,
} from '../domain/contact.ts';
import type { Message, Role } from '../domain/message.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Language } from '../domain/source.ts';
import type { Store } from '../domain/store.ts';
import type { User } from '../domain/user.ts';
import { onDuty } from '../duty/roster.ts';
import type { Address } from '../notifier/address.ts';
import { channelsOf } from '../notifier/registry.ts';

type Records = Pick<Store, 'patients' | 'identities' | 'users' | 'contacts' | 'owners' | 'duty' | 'careTeams'>;

/**
 * Who hears of a message, by which channels, in which language and order. The in-app inbox is always one of a patient's and of the
 * team's; the others where there is an address, the clinic has set up a channel for it, and the person agreed.
 */
export function createAddressBook(
  store: Records,
  channels: ReadonlySet<string>,
  clinicLanguage: Language,
  clinic: { readonly now: () => Instant; readonly zone: string; readonly staffSee?: StaffSee },
) {
  /** Who of a role is on duty now; where nobody is, who cares for the patient; else the whole role: somebody must hear of it. */
  async function atWork(role: Exclude<Role, 'patient' | 'caregiver'>, about: PatientId): Promise<readonly User[]> {
    const all = (await store.users.list()).filter((user) => user.role === role && user.disabled === undefined);
    // Shifts are planned for doctors and coordinators.
    if (role !== 'doctor' && role !== 'coordinator') return theirsOf(all, about);
    const { plan } = await store.duty.plan();
    const language = (await store.patients.get([about])).get(about)?.language;
    const names = onDuty(plan, role, clinic.now(), clinic.zone, language);
    const working = all.filter(({ id }) => names.includes(id));
    return working.length > 0 ? working : theirsOf(all, about);
  }

  /** Where staff see their own patients: who cares for this one, if anybody does. */
  async function theirsOf(all: readonly User[], about: PatientId): Promise<readonly User[]> {
    if (clinic.staffSee !== 'their-patients') return all;
    const team = new Set((await store.careTeams.of(about)).map(({ user }) => user));
    const theirs = all.filter(({ id }) => team.has(id));
    return theirs.length > 0 ? theirs : all;
  }

  return async (to: Message['to'], about: PatientId): Promise<readonly Address[]> => {
    if (to.role === 'patient' || to.role === 'caregiver') {
      const language = (await store.patients.get([about])).get(about)?.language ?? clinicLanguage;
      const person = patientPerson(about);
      const contact = (await store.contacts.get([person])).get(person) ?? NO_CONTACT;
      if (to.role === 'caregiver')
        return contact.caregivers.flatMap((one) => waysOf({ person: caregiverPerson(about, one.id), ...one, language, channels }));
      const identity = (await store.identities.get([about])).get(about);
      const { preferences, consent } = contact;
      const addresses: Addresses = {
        ...contact.addresses,
        email: identity?.email,
        phone: identity?.phone,
        mqtt: await ownDevices(about, contact.addresses.mqtt),
      };
      return [
        { channel: 'inbox', address: about, person, language: preferences.language ?? language, ...hoursOf(preferences) },
        ...waysOf({ person, addresses, preferences, consent, language, channels }),
      ];
    }
    const atWorkNow = to.person === 'team' ? await atWork(to.role, about) : (await store.users.list()).filter(({ id }) => id === to.person);
    const team = atWorkNow.filter(({ disabled }) => disabled === undefined);
    const contacts = await store.contacts.get(team.map(({ id }) => userPerson(id)));
    const all = { person: `team:${to.role}`, language: clinicLanguage };
    const ways = team.flatMap(({ id, email, language }) => {
      const person = userPerson(id);
      const { addresses, preferences } = contacts.get(person) ?? NO_CONTACT;
      return waysOf({ person, addresses: { ...addresses, email }, preferences, consent: 'staff', language, channels });
    });
    return [
      // Who is told by name and has no way out of the house reads it where the role reads.
      ...(to.person === 'team' || ways.length === 0 ? [{ channel: 'inbox', address: `team:${to.role}`, ...all }] : []),
      ...(to.person === 'team' && channels.has('webhook') ? [{ channel: 'webhook', address: 'team', ...all }] : []),
      ...ways,
    ];
  };

  /** A device that went to somebody else says nothing of this patient any more. */
  async function ownDevices(patient: PatientId, devices: readonly string[]): Promise<string[]> {
    const owners = await store.owners.intervals(devices);
    return devices.filter((device) => owners.get(device)?.at(-1)?.patient === patient && owners.get(device)?.at(-1)?.until === undefined);
  }
}

/** All ways to one person. `consent` is not asked of staff: it is their work. */
function waysOf({
  person,
  addresses,
  preferences,
  consent,
  language,
  channels,
}: Omit<Contact, 'caregivers' | 'consent'> & {
  readonly person: Person;
  readonly consent?: Consent | 'staff' | undefined;
  readonly language: Language;
  readonly channels: ReadonlySet<string>;
}): readonly Address[] {
  const { order, language: own, nonUrgent, digestAt } = preferences;
  return places(addresses)
    .filter(([way]) => consent === 'staff' || agreed(consent, way))
    .flatMap(([way, address]) => {
      const channel = channelsOf(way).find(({ name, takes }) => channels.has(name) && (takes?.(address) ?? true))?.name;
      if (channel === undefined) return [];
      const place = order.indexOf(way as (typeof order)[number]);
      return [
        {
          channel,
          address,
          person,
          language: own ?? language,
          // Who named an order wants it kept: a way that stands in none comes after all that do.
          ...(order.length > 0 ? { rank: place < 0 ? order.length : place } : {}),
          nonUrgent,
          digestAt,
          ...hoursOf(preferences),
        },
      ];
    });
}

const hoursOf = ({ quietHours, zone }: Preferences): Pick<Address, 'quietHours' | 'zone'> => ({
  ...(quietHours ? { quietHours } : {}),
  ...(zone ? { zone } : {}),
});

/** Whether a message to a role finds anybody outside of Hearth's own pages. */
export const reachesBy =
  (addresses: ReturnType<typeof createAddressBook>) =>
  async (role: Role, about: PatientId): Promise<boolean> =>
    (await addresses({ person: 'team', role }, about)).some(({ channel }) => channel !== 'inbox');
