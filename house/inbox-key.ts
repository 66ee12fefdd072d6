import type { Message } from '../domain/message.ts';
import { envelopeKey } from '../notifier/verdict.ts';

/** Under which key the in-app inbox holds a message. */
export const inboxKey = (message: Message): string =>
  envelopeKey(message, 'inbox', message.to.role === 'patient' ? message.about : `team:${message.to.role}`);
