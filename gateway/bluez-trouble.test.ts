import { expect, test } from 'vitest';
import { sentenceOfBluez } from './bluez-trouble.ts';

const bluez = (type: string, message = '') => Object.assign(new Error(message), { type });
const FAILED = 'org.bluez.Error.Failed';

test.each<[unknown, string]>([
  [Object.assign(new Error('connect ENOENT /run/dbus/system_bus_socket'), { code: 'ENOENT' }), 'the system bus is not there'],
  [bluez('org.freedesktop.DBus.Error.ServiceUnknown', 'The name org.bluez was not provided by any .service files'), 'BlueZ is not running'],
  [bluez('org.freedesktop.DBus.Error.AccessDenied'), 'add it to the group "bluetooth"'],
  [new Error('No available adapters found'), 'no such Bluetooth adapter'],
  [bluez('org.bluez.Error.NotReady', 'Resource Not Ready'), 'switched off'],
  [bluez('org.bluez.Error.AuthenticationFailed', 'Authentication Failed'), 'check its passkey'],
  [bluez('org.bluez.Error.AuthenticationTimeout'), 'not finished in time'],
  [bluez(FAILED, 'Operation failed with ATT error: 0x05'), 'wants to be paired anew'],
  [bluez(FAILED, 'Operation failed with ATT error: 0x0f'), 'wants to be paired anew'],
  [bluez(FAILED, 'Operation failed with ATT error: 0xf'), 'wants to be paired anew'],
  // A procedure that is still running: of no concern to pairing.
  [bluez(FAILED, 'Operation failed with ATT error: 0xfe'), 'ATT error: 0xfe'],
  [bluez(FAILED, 'le-connection-abort-by-local'), 'it sleeps, or is too far away'],
  [bluez('org.bluez.Error.Sulks', 'words of tomorrow'), 'org.bluez.Error.Sulks: words of tomorrow'],
  ['no error at all', 'no error at all'],
])('%s', (error, sentence) => {
  expect(sentenceOfBluez(error)).toContain(sentence);
});
