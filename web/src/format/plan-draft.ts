import type { PlanView } from '../../../api/contract.ts';

type Item = PlanView['plan']['items'][number];
type Measured = Extract<Item['what'], { readonly do: 'measure' }>;

/** One item of a plan as it stands in the form: what a person chose and typed. */
export interface ItemDraft {
  /** `medicine`, `measure glucose`, `check-in weekly-check-in`. */
  readonly what: string;
  readonly medicine: string;
  readonly times: string;
  readonly weekdays: readonly number[];
  readonly until: string;
}

export const emptyItem: ItemDraft = { what: 'medicine', medicine: '', times: '08:00', weekdays: [], until: '' };

/** `8:00，20:00` as people type it: commas and colons of either language, an hour with one digit. */
export const timesOf = (typed: string): readonly string[] =>
  typed
    .split(/[,，、;；\s]+/)
    .filter((each) => each !== '')
    .map((each) => each.replace('：', ':').replace(/^(\d):/, '0$1:'));

export function itemOf(id: string, { what, medicine, times, weekdays, until }: ItemDraft): Item {
  const [verb, about = ''] = what.split(' ');
  return {
    id,
    what:
      verb === 'check-in'
        ? { do: 'check-in', questionnaire: about }
        : verb === 'measure'
          ? { do: 'measure', kind: about as Measured['kind'] }
          : { do: 'medicine', medicine: medicine.trim() },
    times: [...timesOf(times)],
    weekdays: [...weekdays],
    ...(until === '' ? {} : { until }),
  };
}

/** Which fields no server needs to be asked about. */
export function wrongIn({ what, medicine, times }: ItemDraft): ReadonlySet<'medicine' | 'times'> {
  const said = timesOf(times);
  return new Set([
    ...(what === 'medicine' && medicine.trim() === '' ? (['medicine'] as const) : []),
    ...(said.length > 0 && said.every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time)) ? [] : (['times'] as const)),
  ]);
}

/** A name that this plan does not have yet: `medicine-1`, `measure-2`. */
export function nextId(items: readonly Pick<Item, 'id'>[], { what }: Pick<ItemDraft, 'what'>): string {
  const verb = what.split(' ')[0]!;
  for (let n = 1; ; n++) if (!items.some(({ id }) => id === `${verb}-${n}`)) return `${verb}-${n}`;
}
