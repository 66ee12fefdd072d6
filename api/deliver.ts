import type { z } from 'zod';
import { HearthError } from '../domain/errors.ts';
import type { ReceiptView } from './contract.ts';
import type { ApiParts } from './parts.ts';

/** Hands a body to the intake as if it had come on the device's own topic. Resolves after the commit; HearthError when nothing was stored. */
export const deliverer =
  ({ intake, clock, store }: Pick<ApiParts, 'intake' | 'clock' | 'store'>) =>
  async (device: string, dialect: string, body: unknown): Promise<z.infer<typeof ReceiptView>> => {
    const payload = Buffer.from(JSON.stringify(body) ?? '');
    const delivery = { device, received: clock.now(), topic: `hearth/v1/${device}/${dialect}`, payload };
    const { readings, ...receipt } = await intake(delivery).catch((error: unknown) => {
      if (!store.health().ok) throw new HearthError('store.unavailable');
      throw error;
    });
    return { ...receipt, readings: [...readings] };
  };
