import type { Source } from '../../domain/source.ts';

/** Where the layout of a characteristic was read: `weight_measurement`. */
export const gattSource = (name: string): Source => ({
  organisation: 'Bluetooth SIG',
  title: `org.bluetooth.characteristic.${name}`,
  year: 2011,
  section: 'copy in sputnikdev/bluetooth-gatt-parser',
  url: 'https://github.com/sputnikdev/bluetooth-gatt-parser',
  evidence: 'secondary',
});
