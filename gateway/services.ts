import type { GattCharacteristic, GattServer } from 'node-ble';
import { longForm } from './kinds.ts';

/** What a connected device has, by the short numbers of the Bluetooth SIG. */
export interface Services {
  get(service: string, characteristic: string): GattCharacteristic | undefined;
}

export async function servicesOf(gatt: GattServer): Promise<Services> {
  const found = new Map<string, GattCharacteristic>();
  for (const uuid of await gatt.services()) {
    const service = await gatt.getPrimaryService(uuid);
    for (const characteristic of await service.characteristics()) {
      found.set(`${uuid}/${characteristic}`, await service.getCharacteristic(characteristic));
    }
  }
  return { get: (service, characteristic) => found.get(`${longForm(service)}/${longForm(characteristic)}`) };
}
