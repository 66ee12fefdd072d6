/** What BlueZ and D-Bus say when something is wrong, in a sentence for whoever stands before the Raspberry Pi. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/ENOENT|ECONNREFUSED|stream is closed|closed stream/, 'the system bus is not there: is dbus running? (systemctl status dbus)'],
  [/ServiceUnknown|NameHasNoOwner|not provided by any \.service/, 'BlueZ is not running: systemctl start bluetooth'],
  [/AccessDenied/, 'this user may not speak to BlueZ: add it to the group "bluetooth"'],
  [
    /No available adapters|Adapter not found|interface not found in proxy object: org\.bluez\.Adapter1/,
    'there is no such Bluetooth adapter: see bluetoothctl list',
  ],
  [/NotReady/, 'the Bluetooth adapter is switched off: bluetoothctl power on'],
  [/AuthenticationFailed|AuthenticationRejected/, 'pairing failed: put the device into pairing mode, and check its passkey'],
  [/AuthenticationTimeout|AuthenticationCanceled/, 'pairing was not finished in time: put the device into pairing mode'],
  [
    /InsufficientAuthentication|NotAuthorized|Insufficient Authentication|Not paired|ATT error: 0x0?[5f]\b/i,
    'the device wants to be paired anew: bluetoothctl remove its address, then put it into pairing mode',
  ],
  [/ConnectionAttemptFailed|le-connection-abort|Page Timeout|br-connection/, 'it does not answer: it sleeps, or is too far away'],
];

export function sentenceOfBluez(error: unknown): string {
  const { type = '', message = String(error), code = '' } = (error ?? {}) as { type?: string; message?: string; code?: string };
  const said = [type, code, message].filter(Boolean).join(': ');
  return SENTENCES.find(([pattern]) => pattern.test(said))?.[1] ?? said;
}
