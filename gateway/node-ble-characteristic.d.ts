/** The class behind node-ble's characteristics, which it does not name in its types. */
declare module 'node-ble/src/GattCharacteristic.js' {
  import type { MessageBus } from 'dbus-next';
  import type { GattCharacteristic } from 'node-ble';

  const NodeBleCharacteristic: new (
    bus: MessageBus,
    adapter: string,
    device: string,
    service: string,
    characteristic: string,
  ) => GattCharacteristic;
  export default NodeBleCharacteristic;
}
