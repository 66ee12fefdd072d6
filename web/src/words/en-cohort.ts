import { durationText } from '../../../domain/duration-words.ts';
import { plural } from './plural.ts';

/** The clinic's report, in English. What each share is called stands with the report itself. */
export const cohortEn = {
  cohort: {
    title: 'Clinic report',
    month: 'Month',
    making: (done: number, of: number) => `Counting: ${done} of ${of} patients`,
    patients: (n: number) => plural(n, 'patient'),
    before: (value: string) => `before: ${value}`,
    of: (part: number, all: number) => `${part} of ${all}`,
    interval: (low: string, high: string) => `95 %: ${low} to ${high}`,
    none: 'no data',
    few: 'Few patients: one more or less moves it.',
    chance: 'The difference may be chance.',
    behind: (n: number) => `Patients concerned (${n})`,
    nobody: 'Nobody to look at.',
    first: (n: number) => `The first ${n}, in the order of their ids.`,
    alerts: 'Alerts and answers',
    perWeek: (n: number) => `${n} alerts of 100 patients in a week`,
    raised: 'Raised',
    answered: 'Answered',
    median: 'Median until taken up',
    slowest: 'Slowest tenth over',
    severity: 'Priority',
    minutes: (n: number) => durationText(n, 'en'),
    most: 'Most alerts',
    fingerSticks: (n: number) =>
      `${plural(n, 'patient')} with finger-sticks alone: no consensus gives their shares a goal, and they are not counted above.`,
    means: 'What the numbers mean, and their sources, stands in the report on paper.',
    page: 'To print',
    issued: 'As issued',
    issuedNone: 'None was issued yet. Set under Reports when reports are issued: the clinic’s own comes with them.',
    issuedAt: (at: string, n: number) => `issued ${at} · ${plural(n, 'patient')}`,
    open: 'Open',
    empty: (month: string) => `Nothing was measured in ${month}.`,
    emptyHint: 'Choose a month with readings above. New patients count from the first month in which their devices report.',
    toDevices: 'See the devices',
    nothingFor: (names: string) => `Nothing to count in either month: ${names}.`,
  },
};
