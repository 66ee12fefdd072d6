import type { By } from '../api/change-device.ts';
import { SilentAfterDays } from '../domain/device.ts';
import { Zone } from '../domain/patient.ts';
import type { Store } from '../domain/store.ts';
import type { Settings } from '../house/settings.ts';
import { noMoreThan, type Out, UsageError } from './command.ts';

export interface DeviceOptions {
  readonly patient?: string | undefined;
  readonly name?: string | undefined;
  readonly zone?: string | undefined;
  readonly model?: string | undefined;
  readonly uploader?: string | undefined;
  readonly hours?: string | undefined;
  readonly file?: string | undefined;
  readonly secrets?: string | undefined;
  readonly silent: boolean;
  readonly 'silent-after'?: string | undefined;
  readonly 'also-before': boolean;
}

/** What follows `hearth device`. Resolves to the exit code; throws UsageError, or HearthError for what the registry refuses. */
export type DeviceVerb = (
  call: By & {
    readonly store: Store;
    readonly config: Settings;
    readonly values: DeviceOptions;
    /** What stands behind the verb. */
    readonly rest: readonly string[];
    readonly out: Out;
  },
) => Promise<number>;

/** The device that a verb is about, `words` words in all behind it. Throws UsageError. */
export function named(rest: readonly string[], verb: string, words = 1): string {
  const [name] = rest;
  noMoreThan(words, rest);
  if (!name) throw new UsageError(`Which device? hearth device ${verb} <name>`);
  return name;
}

export function zoneOf(typed: string | undefined): string | undefined {
  if (typed !== undefined && !Zone.safeParse(typed).success)
    throw new UsageError(`--zone ${typed}: not a time zone that this system knows, e.g. Asia/Shanghai.`);
  return typed;
}

/** `--silent-after 3`. */
export function daysOf(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const days = SilentAfterDays.safeParse(typed.trim() === '' ? undefined : Number(typed));
  if (!days.success) throw new UsageError(`--silent-after ${typed}: a whole number of days, 1 to 365.`);
  return days.data;
}

export function uploaderOf(typed: string | undefined): 'nightscout' | undefined {
  if (typed !== undefined && typed !== 'nightscout')
    throw new UsageError(`--uploader knows nightscout (xDrip+, AAPS and others), not "${typed}".`);
  return typed;
}
