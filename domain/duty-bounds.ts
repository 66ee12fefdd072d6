const HOUR = 60;
const DAY = 24 * HOUR;

/** The ladders of a plan: one for each severity, and a slower one for what came too late to act on. */
export const LADDERS = ['high', 'medium', 'low', 'late'] as const;
export type LadderName = (typeof LADDERS)[number];

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/**
 * What no plan of duty may do to the alerts, whoever sets it: leave an urgent one unseen, or let a storm swallow a value that stays. In minutes,
 * but for `openings`, which are counted. All are working bounds of this project (evidence: unverified); defaults lie well inside of them.
 */
export const DUTY_BOUNDS = {
  acknowledgedMinutes: { high: { least: 1, most: 8 * HOUR }, medium: { least: 1, most: 3 * DAY }, low: { least: 1, most: 30 * DAY } },
  snoozeMinutes: { high: { least: 1, most: 8 * HOUR }, medium: { least: 1, most: 3 * DAY }, low: { least: 1, most: 30 * DAY } },
  storm: {
    // More than twenty pages about one rule before it is called a storm is the flood that this is to keep away.
    openings: { least: 3, most: 20 },
    withinMinutes: { least: 1, most: 12 * HOUR },
    remindMinutes: { least: 1, most: 4 * HOUR },
    patientMinutes: { least: 1, most: HOUR },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Bounds>>>>;
export type DutyTimes = keyof typeof DUTY_BOUNDS;

/** Until somebody of the team is told again: of what is urgent at any hour. */
export const TEAM_TOLD_MINUTES: Readonly<Record<LadderName, number>> = { high: HOUR, medium: 2 * DAY, low: 14 * DAY, late: 14 * DAY };
