import type { Source } from '../../domain/source.ts';

/* What "at goal" means here, each with where it stands. */

/** Percent. Only for adults who are neither old nor pregnant: for others no source gives one. */
export const GMI_GOAL_PERCENT = 7;
export const gmiGoalSource: Source = {
  organisation: 'American Diabetes Association',
  title: 'Standards of Care in Diabetes, section 6',
  year: 2025,
  section: 'A1C below 7 % for many nonpregnant adults; held against the glucose management indicator',
  evidence: 'unverified',
};

/** Patients whom a share stands on: fewer are told with a caution. */
export const FEW_PATIENTS = 30;
export const fewSource: Source = {
  organisation: 'National Committee for Quality Assurance',
  title: 'HEDIS, general guidelines',
  year: 2024,
  section: 'A measure with a denominator below 30 is not reported',
  evidence: 'unverified',
};

export const wilsonSource: Source = {
  organisation: 'Wilson EB',
  title: 'Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 22:209',
  year: 1927,
  section: 'The score interval of a proportion, 95 %',
  evidence: 'unverified',
};

/** A planned measurement that is missing at the end of the period for this long is a silence: or for twice its rhythm, if that is longer. */
export const SILENT_DAYS = 7;
/** Who did less than this share of what was planned. Engineering choice, like the days above (source `hearth`). */
export const LITTLE = 0.5;
