import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';
import { messageKey } from '../domain/identity.ts';
import type { Send } from '../domain/reach.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records, Store } from '../domain/store.ts';
import type { Channel, Report, ReportRequest } from '../notifier/channel.ts';
import type { Answer, Posted, Reported } from '../notifier/post.ts';

/** A patient's message that came by a provider; as a reply to any other. */
type Take = (reply: {
  readonly id: string;
  readonly patient: PatientId;
  readonly text: string;
  readonly attachments: number;
}) => Promise<unknown>;

export interface ProviderReportParts {
  readonly store: Pick<Store, 'transact' | 'contacts'>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly clock: Clock;
  readonly take: Take;
}

/**
 * Notes what a provider reports of a message that it had taken. An urgent one that it could not deliver is told to the coordinator,
 * as one that it had refused.
 */
export function createProviderReports({ store, channels, clock, take }: ProviderReportParts) {
  /** What is about no message that we know. */
  const noteAll = (name: string, reports: readonly Reported[]): Promise<readonly Reported[]> =>
    store.transact(async (records) => {
      const unknown: Reported[] = [];
      for (const one of reports) {
        const send = 'key' in one.of ? await records.sends.get(one.of.key) : await records.sends.withReceipt(name, one.of.receipt);
        if (send?.channel === name) await note(records, send, one.report, clock.now());
        else unknown.push(one);
      }
      return unknown;
    });

  return {
    /** What it posts to the address of one message. */
    async one(name: string, key: string, request: ReportRequest): Promise<'noted' | 'unknown' | 'forged'> {
      const report = channels.get(name)?.report?.(request);
      if (!report || report.is === 'forged') return 'forged';
      return store.transact(async (records) => {
        const send = await records.sends.get(key);
        if (!send || send.channel !== name) return 'unknown';
        await note(records, send, report, clock.now());
        return 'noted';
      });
    },

    /**
     * What it posts to its one address for all messages. Reports of messages that nobody knows (another program's, or long gone) change
     * nothing and are answered like the others: posted again they would be no better known.
     */
    async post(name: string, posted: Posted): Promise<Answer | 'forged'> {
      const heard = channels.get(name)?.hear?.(posted);
      if (!heard || heard.is === 'forged') return 'forged';
      const { reports, wrote, answer } = heard;
      let unknown = reports;
      for (let nth = 0; unknown.length > 0; nth++) {
        unknown = await noteAll(name, unknown);
        if (nth === FASTER_THAN_US_MS.length) break;
        if (unknown.length > 0) await setTimeout(FASTER_THAN_US_MS[nth]);
      }
      if (!wrote) return answer;
      const patient = await patientAt(wrote.from);
      if (patient === undefined) return wrote.stranger;
      await take({ id: wrote.id, patient, text: wrote.text, attachments: wrote.attachments });
      return answer;
    },
  };

  /** Whose WeChat it is. */
  async function patientAt(openid: string): Promise<PatientId | undefined> {
    for (const [person, { addresses }] of await store.contacts.list())
      if (addresses.wechat === openid && person.startsWith(PATIENT)) return person.slice(PATIENT.length);
    return undefined;
  }
}

const PATIENT = 'patient:';
/** A report may be here before what the provider answered is noted: then it is looked for again, in the time in which providers wait. */
const FASTER_THAN_US_MS = [200, 800];

async function note(records: Records, send: Send, report: Report, at: number): Promise<void> {
  const { key, person, about, channel, urgent, steps } = send;
  if (report.is === 'delivered' || report.is === 'read') await records.sends.reached(key, report.is, at);
  if (report.is !== 'failed') return;
  await records.sends.failed(key, { at, why: report.why, wrongAddress: report.wrongAddress });
  // A report that comes late is no reason to alarm anybody about what has arrived.
  if (!urgent || about === '' || (steps.delivered ?? steps.read ?? steps.acknowledged)) return;
  const [who] = person.split(':');
  const recipient = who === 'user' ? 'doctor' : (who as 'patient' | 'caregiver');
  await records.decisions.apply(
    [
      {
        do: 'send',
        message: {
          key: messageKey(key, 'delivery.failed', 'coordinator', 'team'),
          to: { person: 'team', role: 'coordinator' },
          about,
          template: 'delivery.failed',
          values: { recipient, channel },
          urgent: true,
          due: at,
        },
      },
    ],
    at,
  );
}
