import { signOwnPage } from '../api/own-page-link.ts';
import { signReceipt } from '../api/receipt-link.ts';
import { signUnsubscribe } from '../api/unsubscribe-link.ts';
import { type Clock, DAY } from '../domain/clock.ts';
import { type Message, NOBODY } from '../domain/message.ts';
import { REPORT_TEMPLATES } from '../issuing/tell.ts';
import type { Links } from '../notifier/dispatch.ts';

/** Where a patient says that only what is urgent shall come: for the headers of mails that can wait. Staff and caregivers have none. */
export const createUnsubscribe =
  ({ base, key }: { readonly base: string; readonly key: Uint8Array }) =>
  ({ to, about, urgent, template }: Pick<Message, 'to' | 'about' | 'urgent' | 'template'>): string | undefined =>
    to.role === 'patient' && !urgent && template !== 'drill' ? `${base}/api/v1/unsubscribe/${signUnsubscribe(about, key)}` : undefined;

/** Where a message leads: staff into the console, patients to their own page by a signed address, a test of an alarm to its receipt. */
export const createLinks =
  ({ base, key: linkKey, clock }: { readonly base: string; readonly key: Uint8Array; readonly clock: Clock }): Links =>
  ({ to, about, template, values }, key) => {
    if (REPORT_TEMPLATES.has(template)) return `${base}/reports${values.report === undefined ? '' : `/${values.report}`}`;
    if (template === 'adverse.report') return `${base}/adverse/${values.report}`;
    if (template === 'drill') return `${base}/r/${signReceipt(key, linkKey)}`;
    if (about === NOBODY) return `${base}/system`;
    if (to.role === 'patient') return `${base}/p/${signOwnPage(about, endsAt(clock.now()), linkKey)}?m=${signReceipt(key, linkKey)}`;
    if (values.advice !== undefined && template === 'task') return `${base}/advice`;
    return values.conversation === undefined ? `${base}/patients/${about}` : `${base}/questions/${values.conversation}`;
  };

/** In seven days, to the end of that day: a second attempt on the same day says the same, or WeCom would show it as another message. */
const endsAt = (now: number): number => (Math.floor(now / DAY) + 8) * DAY;
