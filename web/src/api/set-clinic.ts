import type { ClinicView } from '../../../api/clinic-contract.ts';
import { refresh } from './cache.ts';
import { ApiError, get, put } from './client.ts';

/** What the form sends: what is left out has its default. */
export type ClinicSet = NonNullable<ClinicView['set']>;

const LOOK_EVERY_MS = 300;
const LONGEST_MS = 60_000;

/** Sets the clinic, and waits until Hearth has opened again with it. False: it is kept, and nothing has opened again within a minute. */
export async function setClinic(fields: ClinicSet): Promise<boolean> {
  let view: ClinicView | undefined = await put<ClinicView>('/clinic', fields);
  for (let waited = 0; view === undefined || view.waits; waited += LOOK_EVERY_MS) {
    if (waited >= LONGEST_MS) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    view = await get<ClinicView>('/clinic').catch(closedForNow);
  }
  refresh();
  return view?.waits === false;
}

/** While it opens again nobody answers, or the answer is that nobody does; anything else is no matter of waiting. */
function closedForNow(error: unknown): undefined {
  if (error instanceof ApiError && (error.status === 0 || error.status >= 502)) return undefined;
  throw error;
}
