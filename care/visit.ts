import type { Instant } from '../domain/clock.ts';
import type { Localized } from '../domain/source.ts';

/** What a patient may answer to a proposed visit. */
export const VISIT_OPTIONS: readonly { readonly id: 'accept' | 'decline'; readonly text: Localized }[] = [
  { id: 'accept', text: { 'zh-CN': '可以，我会来', en: 'Yes, I will come' } },
  { id: 'decline', text: { 'zh-CN': '这个时间不行', en: 'This time does not suit me' } },
];

/** The first working day (Monday to Friday) that begins after `earliest` has passed, at a time on the wall clock of the zone. */
export function visitAt(now: Instant, { earliest, at }: { readonly earliest: number; readonly at: string }, zone: string): Instant {
  let day = Temporal.Instant.fromEpochMilliseconds(now + earliest)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .add({ days: 1 });
  while (day.dayOfWeek > 5) day = day.add({ days: 1 });
  return day.toZonedDateTime({ timeZone: zone, plainTime: at }).epochMilliseconds;
}
