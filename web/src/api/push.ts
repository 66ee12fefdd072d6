import type { PushSubscription as Subscription } from '../../../domain/contact.ts';

/** Whether this browser can show messages that come while the page is closed. */
export const pushIsPossible = (): boolean => 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;

/**
 * Asks the person, then the browser's push service. Rejects when either says no.
 * @param key of the house (VAPID), base64url
 */
export async function askForPush(key: string): Promise<Subscription> {
  const worker = await navigator.serviceWorker.register('/push-worker.js');
  if ((await Notification.requestPermission()) !== 'granted') throw new Error('the person does not want it');
  await navigator.serviceWorker.ready;
  const made = (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON();
  const { endpoint = '', keys = {} } = made;
  return { endpoint, p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' };
}
