import { connectAsync, type MqttClient } from 'mqtt';
import type { DeviceId } from '../domain/reading.ts';
import type { Publish } from './people.ts';

export interface Home {
  /** Publishes at QoS 1 over a real connection; resolves with the PUBACK. */
  publish(what: Publish): Promise<void>;
  close(): Promise<void>;
}

/** The devices of the simulated home, each with its own MQTT connection and credential. */
export async function openHome(port: number, secrets: ReadonlyMap<DeviceId, string>): Promise<Home> {
  const devices = new Map<DeviceId, MqttClient>();
  for (const [device, password] of secrets) {
    devices.set(
      device,
      await connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: device, username: device, password, reconnectPeriod: 500 }),
    );
  }
  return {
    async publish({ device, topic, payload }) {
      await devices.get(device)!.publishAsync(topic, payload, { qos: 1 });
    },
    async close() {
      await Promise.all([...devices.values()].map((device) => device.endAsync()));
    },
  };
}
