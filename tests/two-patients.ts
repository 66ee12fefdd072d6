/** For the table of access: staff of every role, a patient of theirs, a patient of others, and for each thing that a route names a fresh one. */
import type { About } from '../api/access-table.ts';
import { inboxAddress } from '../api/inbox-address.ts';
import { DAY } from '../domain/clock.ts';
import { userPerson } from '../domain/contact.ts';
import { ROLES, type UserRole } from '../domain/roles.ts';
import type { Task } from '../domain/task.ts';
import { hashKey } from '../house/secrets.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { alert, append, followUp, glucose, message } from '../store/conformance/samples.ts';
import {
  adverseReport,
  answered,
  COHORT,
  conversation,
  failedRun,
  heldAdvice,
  issuedContent,
  issuedReport,
  memberOf,
  proposal,
} from './clinic-samples.ts';
import type { TestHouse } from './house.ts';

export const OWN = 'p-own';
export const OTHER = 'p-other';
/** Whose sight the clinic's setting narrows. */
export const NARROWED: readonly UserRole[] = ['doctor', 'coordinator', 'pharmacist', 'dietitian', 'caregiver'];

/** Of these each patient has one from the start, which lists show. */
const LISTED = [
  'alert',
  'device',
  'claimCode',
  'delivery',
  'dead',
  'conversation',
  'advice',
  'adverse',
  'issued',
  'proposal',
] as const satisfies readonly About[];

export async function twoPatients(house: TestHouse) {
  const { store } = house;
  const team = { since: 1, by: 'administrator', reason: 'for the test' };
  for (const patient of [OWN, OTHER]) await house.moveIn(patient, [`meter-of-${patient}`], { plan: [{ kind: 'glucose', everyDays: 1 }] });
  await store.transact(async (records) => {
    for (const role of ROLES) await records.users.save({ id: role, name: `A ${role}`, role, language: 'en' });
    for (const role of NARROWED) {
      await records.users.save({ id: `other-${role}`, name: `Another ${role}`, role, language: 'en' });
      await records.careTeams.assign({ ...team, patient: OWN, user: role });
      await records.careTeams.assign({ ...team, patient: OTHER, user: `other-${role}` });
    }
  });

  await store.transact(async (records) => {
    for (const patient of [OWN, OTHER]) await records.tasks.save(taskAbout(patient, `task-of-${patient}`));
  });

  /** A session's cookie, by a one-time link. */
  async function enter(user: string): Promise<string> {
    const token = new URL(await createSignInLink(store, user, house.url, Date.now())).searchParams.get('token');
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${house.url}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
    return answer.headers.get('set-cookie')!.split(';')[0]!;
  }

  let made = 0;
  /** Parameters of an address that leads to this patient; what it leads to was not there before. */
  async function leadingTo(about: About, patient: string, user: UserRole): Promise<Readonly<Record<string, string>>> {
    const id = `thing-${++made}`;
    const now = Date.now();
    return store.transact(async (records) => {
      switch (about) {
        case 'alert': {
          const opened = alert(id, { patient, opened: now, raised: now });
          await records.decisions.apply([{ do: 'open-alert', alert: opened }], now);
          return { alert: opened.id };
        }
        case 'task':
          await records.tasks.save(taskAbout(patient, id));
          return { task: id };
        case 'followUp':
          await records.decisions.apply([{ do: 'save-follow-up', followUp: followUp({ id, patient }) }], now);
          return { followUp: id };
        case 'device':
          await records.devices.save({ id, zone: 'UTC', enrolled: 0, secretHash: 'x' });
          await records.owners.assign(id, patient, 0);
          return { device: id };
        case 'claimCode': {
          const codeHash = hashKey(id);
          await records.claimCodes.make({ codeHash, made: now, by: 'administrator', until: now + DAY, patient, zone: 'UTC' });
          return { id: codeHash.slice(0, 8) };
        }
        case 'delivery':
          await records.quarantine.keep([
            { id, device: `meter-of-${patient}`, received: now, topic: 't', payload: Uint8Array.of(1), reason: 'unreadable: all of it' },
          ]);
          return { id };
        case 'send':
          await records.sends.note([
            {
              key: id,
              message: id,
              about: patient,
              person: userPerson('doctor'),
              channel: 'smtp',
              mark: 'm',
              template: 't',
              urgent: false,
              tried: now,
              steps: {},
            },
          ]);
          return { key: id };
        case 'dead':
          for (const key of [id, `${id}-late`])
            await records.decisions.apply([{ do: 'send', message: message(key, { about: patient, due: now }) }], now);
          await records.outbox.settle(id, { is: 'dead', at: now, why: 'no address' });
          await records.outbox.settle(`${id}-late`, { is: 'expired', at: now, why: 'no address' });
          return { key: id };
        case 'inbox':
          await records.inbox.put({
            key: id,
            patient,
            at: now,
            address: inboxAddress({ role: user }),
            subject: 's',
            text: 't',
          });
          return { key: id };
        case 'conversation':
          await records.conversations.save(conversation(id, patient, now));
          await records.conversations.say({
            id: `said-${id}`,
            conversation: id,
            patient,
            at: now,
            from: 'patient',
            text: 'May I call somebody?',
          });
          return { conversation: id };
        case 'advice': {
          const opened = alert(id, { patient, opened: now, raised: now });
          await records.decisions.apply([{ do: 'open-alert', alert: opened }], now);
          await records.advice.save(heldAdvice(id, patient, opened.id, now));
          return { advice: id };
        }
        case 'adverse':
          await records.adverse.save(adverseReport(id, patient, now), { at: now, by: 'doctor', did: 'begun' });
          return { report: id, version: '1' };
        case 'issued':
          await records.issuedReports.keep(issuedReport(id, patient, now), JSON.stringify(issuedContent(patient, now)));
          return { report: id };
        case 'proposal':
          await records.proposals.save(proposal(id, patient, now));
          return { proposal: id };
        default:
          return {};
      }
    });
  }

  /** Each patient's, once: readings are many, and one leads as well as another. */
  const readings = new Map<string, string>();
  for (const [i, patient] of [OWN, OTHER].entries()) {
    const reading = glucose(i + 1, 6.1, { patient, device: `meter-of-${patient}` });
    await append(store, reading);
    readings.set(patient, reading.id);
    for (const about of LISTED) await leadingTo(about, patient, 'doctor');
    for (const role of ['doctor', 'coordinator', 'pharmacist', 'dietitian'] as const) await leadingTo('inbox', patient, role);
  }
  await store.transact(async (records) => {
    await records.cohorts.save({ id: COHORT, name: 'Hearts', about: 'for the test', by: 'administrator', since: 1 });
    for (const patient of [OWN, OTHER]) {
      await records.cohorts.join(memberOf(patient));
      await records.responses.save(answered(patient));
      await records.audit.note([{ at: 1, by: 'administrator', did: 'cohort.join', patient, about: { cohort: COHORT } }]);
    }
    await records.reportRuns.save(failedRun([OWN, OTHER]));
  });
  return {
    enter,
    cohort: COHORT,
    leadingTo: async (about: About, patient: string, user: UserRole): Promise<Readonly<Record<string, string>>> => ({
      patient,
      cohort: COHORT,
      reading: readings.get(patient)!,
      ...(await leadingTo(about, patient, user)),
    }),
  };
}

const taskAbout = (patient: string, id: string): Task => ({
  id,
  patient,
  alert: 'a1',
  by: 'administrator',
  at: 1,
  to: { role: 'doctor' },
  due: 2,
  text: 'call the ward',
  state: { is: 'open' },
});
