import { DAY, type Instant } from '../domain/clock.ts';
import type { House } from '../house/app.ts';
import { residents } from './people.ts';

/** One report for each resident, in their own language, over the last two weeks; resolves to how many were written. */
export async function writeReports(house: Pick<House, 'report'>, until: Instant): Promise<number> {
  const reports = await Promise.all(
    residents.map(({ patient: { id, language } }) => house.report({ patient: id, from: until - 14 * DAY, to: until, language }).html()),
  );
  return reports.filter((html) => html.length > 0).length;
}
