import { z } from 'zod';
import type { Alert } from '../domain/alert.ts';
import { type Clock, DAY, HOUR, type Instant, MINUTE } from '../domain/clock.ts';
import { caregiverPerson, type Person, patientPerson } from '../domain/contact.ts';
import type { Decision } from '../domain/decision.ts';
import { alertId, messageKey } from '../domain/identity.ts';
import { type Message, NOBODY } from '../domain/message.ts';
import type { Reach } from '../domain/reach.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Localized } from '../domain/source.ts';
import type { Store } from '../domain/store.ts';
import type { Address } from './address.ts';
import { CHANNELS } from './channel-words.ts';
import { DRILL } from './hold.ts';

export const ReachSettings = z.strictObject({
  drillEveryDays: z
    .int()
    .min(1)
    .max(365)
    .optional()
    .describe('A test on every way to every patient and caregiver, this often. None when absent.'),
  silentAfterDays: z
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('A way on which nothing was confirmed for so long is told to the coordinator.'),
});
export type ReachSettings = z.infer<typeof ReachSettings>;

export type WayState = 'works' | 'unconfirmed' | 'silent' | 'wrong-address' | 'never-tried';
/** Alerts of this room carry rules of this name; no rule pack may use it. */
export const REACH_RULE = 'reach.';
const LOOK_EVERY_MS = MINUTE;
const DRILL_LIVES_MS = 3 * DAY;

export interface ReachParts {
  readonly store: Pick<Store, 'transact' | 'patients' | 'contacts' | 'sends' | 'alerts'>;
  readonly clock: Clock;
  readonly addresses: (to: Message['to'], about: PatientId) => Promise<readonly Address[]>;
  readonly mark: (address: string) => string;
  /** Whether a channel's provider reports what arrived. Of others only a test, or an opened link, says so. */
  readonly confirms: (channel: string) => boolean;
  readonly settings: ReachSettings;
}

/** Looks after the ways to people: tests them, and tells of those that do not work any more. */
export function createReach({ store, clock, addresses, mark, confirms, settings }: ReachParts) {
  const silentAfterMs = settings.silentAfterDays * DAY;

  function stateOf(reach: Reach | undefined, now: Instant): WayState {
    if (!reach) return 'never-tried';
    if (reach.wrong) return 'wrong-address';
    const { unconfirmedSince: since } = reach;
    const mayTell = reach.drilled !== undefined || confirms(reach.channel);
    if (since !== undefined && mayTell && now - since >= silentAfterMs) return 'silent';
    return reach.confirmed === undefined || since !== undefined ? 'unconfirmed' : 'works';
  }

  const byPerson = async (): Promise<ReadonlyMap<Person, readonly Reach[]>> =>
    Map.groupBy(await store.sends.reach(), ({ person }) => person);

  /** Every way out of the house to these people, as their addresses stand now. `given`: what is known, for who asks about many. */
  async function ways(to: Message['to'], about: PatientId, given?: ReadonlyMap<Person, readonly Reach[]>) {
    const now = clock.now();
    const known = given ?? (await byPerson());
    const all = (await addresses(to, about)).filter(({ channel }) => channel !== 'inbox');
    return all.map(({ person = '', channel, address }) => {
      const reach = known.get(person)?.find((one) => one.channel === channel && one.mark === mark(address));
      return { person, channel, mark: mark(address), reach, state: stateOf(reach, now) };
    });
  }

  /** A test on every way, asked for by somebody. Resolves to how many ways there are; none: nothing is sent. */
  async function drill(to: Message['to'], about: PatientId = NOBODY): Promise<number> {
    const now = clock.now();
    const all = (await addresses(to, about)).filter(({ channel }) => channel !== 'inbox');
    if (all.length > 0)
      await store.transact((records) =>
        records.decisions.apply([send(drillMessage(to, about, messageKey(DRILL, String(now), to.role, to.person || about), now))], now),
      );
    return all.length;
  }

  async function drillsDue(now: Instant): Promise<readonly Decision[]> {
    const { drillEveryDays } = settings;
    if (drillEveryDays === undefined) return [];
    const known = await byPerson();
    const contacts = await store.contacts.list();
    const due: Decision[] = [];
    for (const { id } of await store.patients.list()) {
      const caregivers = contacts.get(patientPerson(id))?.caregivers ?? [];
      const people: readonly (readonly [Person, Message['to']])[] = [
        [patientPerson(id), { person: id, role: 'patient' }],
        ...(caregivers[0] ? [[caregiverPerson(id, caregivers[0].id), { person: id, role: 'caregiver' }] as const] : []),
      ];
      for (const [person, to] of people) {
        const last = Math.max(0, ...(known.get(person) ?? []).map(({ drilled }) => drilled ?? 0));
        if (now - last < drillEveryDays * DAY) continue;
        if (!(await addresses(to, id)).some(({ channel }) => channel !== 'inbox')) continue;
        // The same test, however often it is looked at before it went out.
        const period = String(Math.floor(now / (drillEveryDays * DAY)));
        due.push(send(drillMessage(to, id, messageKey(DRILL, period, to.role, id), now)));
      }
    }
    return due;
  }

  /** Alerts about ways of patients and caregivers that have stopped working, and the end of those that work again. */
  async function findings(now: Instant): Promise<readonly Decision[]> {
    const open = (await store.alerts.open()).filter(({ rule }) => rule.id.startsWith(REACH_RULE));
    const known = await store.sends.reach();
    const bad: { readonly reach: Reach; readonly state: WayState }[] = [];
    for (const reach of known) {
      const state = stateOf(reach, now);
      if ((state !== 'silent' && state !== 'wrong-address') || reach.about === NOBODY || reach.channel === 'inbox') continue;
      const role = roleOf(reach.person);
      if (!role) continue;
      const present = await addresses({ person: reach.about, role }, reach.about);
      if (
        present.some(({ person, channel, address }) => person === reach.person && channel === reach.channel && mark(address) === reach.mark)
      )
        bad.push({ reach, state });
    }
    const wanted = new Set(bad.map(({ reach, state }) => wayName(reach, state)));
    const there = new Set(open.map(({ values }) => String(values.way)));
    const ended = open.filter(({ values }) => !wanted.has(String(values.way)));
    const decisions: Decision[] = ended.map(({ id, patient }) => ({
      do: 'change-alert',
      alert: id,
      patient,
      to: { is: 'resolved', at: now, because: 'recovered' },
    }));
    for (const { reach, state } of bad) {
      // One that a person has resolved stays so, until the way has worked and stops again.
      if (there.has(wayName(reach, state)) || (await store.alerts.get(alertOf(reach, state, now)))) continue;
      decisions.push(...raise(reach, state, now));
    }
    return decisions;
  }

  let [looked, drilled] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    ways,
    byPerson,
    drill,
    /** Looks once a minute, for tests once an hour; resolves to how much there was to do. */
    async tick(): Promise<number> {
      const now = clock.now();
      if (now - looked < LOOK_EVERY_MS) return 0;
      const decisions = [...(await findings(now)), ...(now - drilled < HOUR ? [] : await drillsDue(now))];
      looked = now;
      if (now - drilled >= HOUR) drilled = now;
      if (decisions.length > 0) await store.transact((records) => records.decisions.apply(decisions, now));
      return decisions.length;
    },
  };
}

const send = (message: Message): Decision => ({ do: 'send', message });
const wayName = ({ person, channel, mark }: Reach, state: WayState): string => `${state}|${person}|${channel}|${mark}`;

/** The same trouble has the same name, however often it is looked at. */
const alertOf = (reach: Reach, state: WayState, now: Instant): string =>
  alertId(reach.about, REACH_RULE + wayName(reach, state), reach.wrong?.since ?? reach.unconfirmedSince ?? now);

const drillMessage = (to: Message['to'], about: PatientId, key: string, now: Instant): Message => ({
  key,
  to,
  about,
  template: DRILL,
  values: {},
  urgent: false,
  due: now,
  expires: now + DRILL_LIVES_MS,
});

/** Of staff nothing is raised: an alert is about a patient. They stand in the list. */
function roleOf(person: Person): 'patient' | 'caregiver' | undefined {
  const [role] = person.split(':');
  return role === 'patient' || role === 'caregiver' ? role : undefined;
}

function raise(reach: Reach, state: WayState, now: Instant): readonly Decision[] {
  const title = titleOf(reach, state);
  const alert: Alert = {
    id: alertOf(reach, state, now),
    patient: reach.about,
    rule: { id: `${REACH_RULE}${state}`, version: 1 },
    severity: 'medium',
    opened: now,
    raised: now,
    late: false,
    evidence: [],
    values: { way: wayName(reach, state), channel: reach.channel, 'title.zh-CN': title['zh-CN'], 'title.en': title.en },
    state: { is: 'active' },
  };
  const task: Message = {
    key: messageKey(alert.id, 'task', 'coordinator', 'team'),
    to: { person: 'team', role: 'coordinator' },
    about: reach.about,
    alert: alert.id,
    template: 'task',
    values: {
      'text.zh-CN': `${title['zh-CN']}。请核对联系方式，并用其他方式联系。`,
      'text.en': `${title.en}. Please check how this person can be reached, and use another way until then.`,
    },
    urgent: false,
    due: now,
  };
  return [{ do: 'open-alert', alert }, send(task)];
}

function titleOf({ channel, person }: Reach, state: WayState): Localized {
  const by = CHANNELS[channel] ?? { 'zh-CN': channel, en: channel };
  const caregiver = roleOf(person) === 'caregiver';
  const who: Localized = caregiver ? { 'zh-CN': '家属', en: 'a caregiver' } : { 'zh-CN': '患者', en: 'the patient' };
  return state === 'wrong-address'
    ? {
        'zh-CN': `无法联系到${who['zh-CN']}：${by['zh-CN']}的地址无效`,
        en: `${who.en} cannot be reached by ${by.en}: the address is wrong`,
      }
    : {
        'zh-CN': `${who['zh-CN']}的${by['zh-CN']}很久没有任何送达确认`,
        en: `nothing was confirmed for a long time: ${by.en} to ${who.en}`,
      };
}
