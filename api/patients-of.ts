import type { Instant } from '../domain/clock.ts';
import { givenUp } from '../domain/given-up.ts';
import { patientsOfProposal } from '../domain/limit.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Store } from '../domain/store.ts';
import type { User } from '../domain/user.ts';
import type { About } from './access-table.ts';
import { codeId } from './claim-code-id.ts';
import { inboxAddress } from './inbox-address.ts';

type Named = Exclude<About, 'nobody' | 'rows'>;
type Params = Readonly<Record<string, string>>;
interface Asked {
  readonly store: Store;
  readonly params: Params;
  /** Absent where a program asks. */
  readonly user: User | undefined;
  readonly now: Instant;
}

const MOST = 200;

/** To whom the name in an address leads. Empty: to nobody in particular, such as a device in the cupboard. Undefined: there is no such thing. */
export const patientsOf = (about: Named, asked: Asked): Promise<readonly PatientId[] | undefined> => FINDERS[about](asked);

const FINDERS: Readonly<Record<Named, (asked: Asked) => Promise<readonly PatientId[] | undefined>>> = {
  patient: async ({ params }) => [params.patient!],
  alert: async ({ store, params }) => one((await store.alerts.get(params.alert!))?.patient),
  reading: async ({ store, params }) => one((await store.readings.get([params.reading!]))[0]?.patient),
  followUp: async ({ store, params }) => one((await store.followUps.get(params.followUp!))?.patient),
  device: async ({ store, params }) => ((await store.devices.get(params.device!)) ? ownersNow(store, params.device!) : undefined),
  async claimCode({ store, params, now }) {
    const code = (await store.claimCodes.list(now)).find(({ codeHash }) => codeId(codeHash) === params.id);
    return code && (code.patient === undefined ? [] : [code.patient]);
  },
  async delivery({ store, params }) {
    const delivery = await store.quarantine.get(params.id!);
    return delivery && ownersNow(store, delivery.device);
  },
  send: async ({ store, params }) => one((await store.sends.get(params.key!))?.about),
  async dead({ store, params, now }) {
    const { dead, expired } = await givenUp(store, now, MOST);
    return one([...dead, ...expired].find(({ message }) => message.key === params.key)?.message.about);
  },
  task: async ({ store, params }) => one((await store.tasks.get(params.task!))?.patient),
  conversation: async ({ store, params }) => one((await store.conversations.get(params.conversation!))?.patient),
  advice: async ({ store, params }) => one((await store.advice.get(params.advice!))?.patient),
  adverse: async ({ store, params }) => one((await store.adverse.get(params.report!))?.patient),
  issued: async ({ store, params }) => one((await store.issuedReports.get(params.report!))?.patient),
  async proposal({ store, params }) {
    const proposal = await store.proposals.get(params.proposal!);
    return proposal && patientsOfProposal(proposal);
  },
  inbox: async ({ store, params, user }) =>
    user && one((await store.inbox.unread(inboxAddress(user), MOST)).find(({ key }) => key === params.key)?.patient),
};

const one = (patient: PatientId | undefined): readonly PatientId[] | undefined =>
  patient === undefined ? undefined : patient === '' ? [] : [patient];

/** Who has a device, and its users, now. */
export async function ownersNow(store: Pick<Store, 'owners'>, device: string): Promise<readonly PatientId[]> {
  return (await store.owners.of(device)).filter(({ until }) => until === undefined).map(({ patient }) => patient);
}

/** Whom a request names in its body: a device is given to somebody, a reading is somebody else's, reports are asked for of several. */
export function namedIn(body: unknown): readonly PatientId[] {
  const of = (value: unknown): readonly PatientId[] => {
    const patient = typeof value === 'object' && value !== null && 'patient' in value ? value.patient : undefined;
    return typeof patient === 'string' ? [patient] : [];
  };
  const listed = (name: string): readonly unknown[] => {
    const value = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>)[name] : undefined;
    return Array.isArray(value) ? value : [];
  };
  return [...of(body), ...listed('devices').flatMap(of), ...listed('patients').filter((one) => typeof one === 'string')];
}
