import { z } from 'zod';
import type { ChannelKind } from '../channel.ts';

export const InboxSettings = z.strictObject({}).default({});
export type InboxSettings = z.infer<typeof InboxSettings>;

/** The messages that a person finds in Hearth itself. Always open. The address is a patient's id, or `team:<role>`. */
export const inbox = {
  name: 'inbox',
  way: 'inbox',
  settings: InboxSettings,
  repeats: 'never',
  open(_settings: InboxSettings, { store, clock }) {
    return {
      async send({ key, address, subject, text, about }, signal) {
        if (signal.aborted) return { is: 'failed', why: 'given up: the sender is stopping' };
        try {
          await store.transact((records) => records.inbox.put({ key, address, subject, text, patient: about, at: clock.now() }));
          return { is: 'accepted', receipt: key };
        } catch {
          // Why not is the store's to say, in /readyz: its sentence may quote what it could not write.
          return { is: 'failed', why: 'the inbox could not be written' };
        }
      },
    };
  },
} as const satisfies ChannelKind<InboxSettings>;
