import { openHouse } from './app.ts';
import type { Config } from './config.ts';
import type { House, HouseParts } from './house.ts';

export interface OpenHouse {
  /** The one that is open now. While it opens again, the one that closes. */
  house(): House;
  /** Rejects when it could not be opened again; otherwise never settles. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

/**
 * A house that opens again, in place and on the same ports, when what its rooms read at their start has changed. Rooms keep their settings as
 * plain values, and nothing that was counted from an old one lives on in memory. For a device it is the restart that it knows: the line
 * closes, and what was not answered is sent again.
 */
export async function keepOpen(parts: Omit<HouseParts, 'reopen'>): Promise<OpenHouse> {
  const { promise: failed, reject } = Promise.withResolvers<never>();
  // Known to whoever waits for it, also later.
  failed.catch(() => {});
  let config = parts.config;
  let turn = Promise.resolve();
  let ended = false;
  const open = (): Promise<House> => openHouse({ ...parts, config, reopen });
  let house = await open();
  config = onSamePorts(config, house);

  function reopen(): void {
    turn = turn.then(async () => {
      if (ended) return;
      parts.log.info('the clinic was changed: the house opens again');
      await house.close();
      house = await open();
    });
    turn.catch(reject);
  }

  return {
    house: () => house,
    failed,
    async close() {
      ended = true;
      // Where it could not be opened again, it is closed already.
      const isOpen = await turn.then(
        () => true,
        () => false,
      );
      if (isOpen) await house.close();
    },
  };
}

/** Port 0 is any port the first time, and that one from then on: devices and browsers come back to where they were. */
const onSamePorts = ({ http, mqtt, ...rest }: Config, { port, broker }: House): Config => ({
  ...rest,
  http: { ...http, port },
  mqtt: {
    ...mqtt,
    port: broker.port,
    ...(broker.websocketPort === undefined ? {} : { websocketPort: broker.websocketPort }),
    ...(mqtt.tls && broker.tlsPort !== undefined ? { tls: { ...mqtt.tls, port: broker.tlsPort } } : {}),
  },
});
