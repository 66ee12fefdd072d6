import type { Clock } from '../domain/clock.ts';
import { messageKey } from '../domain/identity.ts';
import type { Store } from '../domain/store.ts';
import type { Channel, ReportRequest } from '../notifier/channel.ts';

/**
 * Notes what a provider reports of a message that it had taken. An urgent one that it could not deliver is told to the coordinator,
 * as one that it had refused.
 */
export function createProviderReports(store: Pick<Store, 'transact'>, channels: ReadonlyMap<string, Channel>, clock: Clock) {
  return async (name: string, key: string, request: ReportRequest): Promise<'noted' | 'unknown' | 'forged'> => {
    const report = channels.get(name)?.report?.(request);
    if (!report || report.is === 'forged') return 'forged';
    const at = clock.now();
    return store.transact(async (records) => {
      const send = await records.sends.get(key);
      if (!send || send.channel !== name) return 'unknown';
      if (report.is === 'delivered' || report.is === 'read') await records.sends.reached(key, report.is, at);
      if (report.is === 'failed') {
        await records.sends.failed(key, { at, why: report.why, wrongAddress: report.wrongAddress });
        const role = send.person.split(':')[0] === 'user' ? 'doctor' : (send.person.split(':')[0] as 'patient' | 'caregiver');
        if (send.urgent && send.about !== '')
          await records.decisions.apply(
            [
              {
                do: 'send',
                message: {
                  key: messageKey(send.key, 'delivery.failed', 'coordinator', 'team'),
                  to: { person: 'team', role: 'coordinator' },
                  about: send.about,
                  template: 'delivery.failed',
                  values: { recipient: role, channel: name },
                  urgent: true,
                  due: at,
                },
              },
            ],
            at,
          );
      }
      return 'noted';
    });
  };
}
