import type { Clock } from '../domain/clock.ts';
import type { DeviceId } from '../domain/reading.ts';
import type { Language } from '../domain/source.ts';
import type { Store } from '../domain/store.ts';
import type { User } from '../domain/user.ts';
import { hashSecret, newSecret } from '../house/secrets.ts';
import { residents } from './people.ts';

/** The clinic of the demo gets its people, devices and staff. Returns the devices' secrets. */
export async function moveIn(
  store: Store,
  clock: Clock,
  language: Language,
  enrol: (patient: (typeof residents)[number]['patient']) => Promise<void>,
): Promise<ReadonlyMap<DeviceId, string>> {
  const now = clock.now();
  const secrets = new Map<DeviceId, string>();
  const devices = [
    ...residents.flatMap(({ patient, devices }) => devices.map((device) => ({ ...device, zone: patient.zone, owner: patient.id }))),
    spare,
  ];
  const hashes = new Map<DeviceId, string>();
  for (const { id } of devices) {
    secrets.set(id, newSecret());
    hashes.set(id, await hashSecret(secrets.get(id)!, 'device'));
  }
  await store.transact(async (records) => {
    for (const { patient, identity } of residents) {
      await records.patients.save(patient);
      await records.identities.save(patient.id, identity);
    }
    for (const { id, model, zone, owner } of devices) {
      await records.devices.save({ id, model, zone, enrolled: now, secretHash: hashes.get(id)! });
      if (owner) await records.owners.assign(id, owner, now);
    }
    for (const user of staff(language)) await records.users.save(user);
  });
  for (const { patient } of residents) await enrol(patient);
  return secrets;
}

/** A cuff from the clinic's cupboard that was given to nobody: what it says waits in quarantine. */
const spare = { id: 'cuff-spare', model: 'blood-pressure cuff, Bluetooth', zone: 'Europe/London', owner: undefined };

const staff = (language: Language): readonly User[] => [
  { id: 'demo-doctor', name: language === 'en' ? 'Dr. Demo' : '示范医生', role: 'doctor', language },
  { id: 'demo-coordinator', name: language === 'en' ? 'Coordinator Demo' : '示范协调员', role: 'coordinator', language },
];
