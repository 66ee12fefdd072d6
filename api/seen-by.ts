import { readSiteActor, tokenActor } from '../domain/api-token.ts';
import { caregiverPerson, patientPerson } from '../domain/contact.ts';
import type { Send } from '../domain/reach.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { ChainedAct, User } from '../domain/user.ts';
import type { SeenView } from './audit-contract.ts';

const MOST_ACTS = 500;
const MOST_SENDS = 200;
/** How the acts of the house itself and of whoever sits at its command line are signed. */
const HOUSE = 'hearth';
const COMMAND_LINE = 'command line';

/** Who saw or did what with somebody's data, latest first: people, caregivers who were told something, and Hearth itself. */
export async function seenBy(
  store: Pick<Records, 'audit' | 'looks' | 'users' | 'apiTokens' | 'contacts' | 'sends'>,
  patient: PatientId,
): Promise<readonly SeenView[]> {
  const staff = new Map((await store.users.list()).map((user) => [user.id, user]));
  const programs = new Map((await store.apiTokens.list()).map((token) => [tokenActor(token), token.name]));
  const acts = await store.audit.search({ patient }, MOST_ACTS);
  const counts = await countsOf(store, patient, acts);
  const looked = acts
    .filter(({ did }) => did !== 'read.again')
    .map((act): SeenView => {
      const more = act.did === 'read' ? counts.get(windowKey(act.by, String(act.about.kind), act.at)) : undefined;
      return {
        at: act.at,
        who: whoOf(act, patient, staff, programs),
        what: act.did === 'read' ? { is: 'looked', kind: String(act.about.kind) } : { is: 'did', did: act.did },
        ...(more ? { again: more } : {}),
      };
    });
  return [...looked, ...(await told(store, patient))].sort((a, b) => b.at - a.at);
}

const windowKey = (by: string, kind: string, since: number): string => JSON.stringify([by, kind, since]);

/** How often somebody looked again within one window: as the act at its end says, or the count that still runs. */
async function countsOf(store: Pick<Records, 'looks'>, patient: PatientId, acts: readonly ChainedAct[]) {
  const running = (await store.looks.of(patient))
    .filter(({ times }) => times > 1)
    .map(({ by, kind, since, last, times }) => [windowKey(by, kind, since), { times: times - 1, last }] as const);
  const ended = acts
    .filter(({ did }) => did === 'read.again')
    .map(({ by, about: { kind, since, times, last } }) => {
      return [windowKey(by, String(kind), Number(since)), { times: Number(times), last: Number(last) }] as const;
    });
  return new Map([...running, ...ended]);
}

function whoOf(
  { by, about }: ChainedAct,
  patient: PatientId,
  staff: ReadonlyMap<string, User>,
  programs: ReadonlyMap<string, string>,
): SeenView['who'] {
  if (by === patient) return { is: 'patient' };
  if (by === HOUSE) return { is: 'hearth' };
  if (by === COMMAND_LINE) return { is: 'command-line' };
  const program = programs.get(by);
  if (program !== undefined) return { is: 'program', name: program };
  const site = readSiteActor(by);
  if (site) return { is: site.is, name: site.device };
  const user = staff.get(by);
  // The role of that moment, where the act says it: people change theirs.
  const role = typeof about.role === 'string' ? about.role : user?.role;
  return { is: 'staff', name: user?.name ?? by, ...(role === undefined ? {} : { role }) };
}

/** What went out to those who care for somebody at home: they saw it as well. */
async function told(store: Pick<Records, 'contacts' | 'sends'>, patient: PatientId): Promise<readonly SeenView[]> {
  const caregivers = (await store.contacts.get([patientPerson(patient)])).get(patientPerson(patient))?.caregivers ?? [];
  const prefix = caregiverPerson(patient, '');
  return (await store.sends.of(patient, MOST_SENDS))
    .filter(({ person, steps }) => person.startsWith(prefix) && steps.accepted !== undefined)
    .map(({ person, template, channel, steps }: Send): SeenView => {
      const caregiver = caregivers.find(({ id }) => caregiverPerson(patient, id) === person);
      return {
        at: steps.accepted!,
        who: {
          is: 'caregiver',
          ...(caregiver ? { name: caregiver.name } : {}),
          ...(caregiver?.relation ? { relation: caregiver.relation } : {}),
        },
        what: { is: 'told', template, channel },
      };
    });
}
