import type { Source } from '../domain/source.ts';

/** Where each formula, limit and protocol of the reports comes from. A report carries those that its figures name. */
export const sources = {
  'cgm-consensus-2019': {
    organisation: 'Battelino T, et al. (international consensus on time in range)',
    title: 'Clinical targets for continuous glucose monitoring data interpretation. Diabetes Care 42:1593',
    year: 2019,
    section: 'Bands, goals, 14 days with 70 % of readings',
    evidence: 'secondary',
  },
  'cgm-consensus-2019-older': {
    organisation: 'Battelino T, et al. (international consensus on time in range)',
    title: 'Clinical targets for continuous glucose monitoring data interpretation. Diabetes Care 42:1593',
    year: 2019,
    section: 'Goals for older or high-risk people',
    evidence: 'unverified',
  },
  'cgm-consensus-2017': {
    organisation: 'Danne T, et al. (international consensus on CGM)',
    title: 'International consensus on use of continuous glucose monitoring. Diabetes Care 40:1631',
    year: 2017,
    section: 'Episodes of at least 15 minutes; CV of at most 36 % is stable; ambulatory glucose profile',
    evidence: 'primary',
  },
  'gmi-2018': {
    organisation: 'Bergenstal RM, et al.',
    title: 'Glucose management indicator (GMI). Diabetes Care 41:2275',
    year: 2018,
    section: 'GMI % = 3.31 + 0.02392 x mean mg/dL',
    evidence: 'secondary',
  },
  'gri-2022': {
    organisation: 'Klonoff DC, et al.',
    title: 'A glycemia risk index (GRI). J Diabetes Sci Technol, doi 10.1177/19322968221085273',
    year: 2022,
    section: '3.0 VLow + 2.4 Low + 1.6 VHigh + 0.8 High',
    evidence: 'secondary',
  },
  'kovatchev-1997': {
    organisation: 'Kovatchev BP, et al.',
    title: 'Symmetrization of the blood glucose measurement scale and its applications. Diabetes Care 20:1655',
    year: 1997,
    section: 'LBGI, HBGI',
    evidence: 'secondary',
  },
  'cds-2024': {
    organisation: '中华医学会糖尿病学分会 (Chinese Diabetes Society)',
    title: '中国糖尿病防治指南(2024版), 中华糖尿病杂志 17(1):16',
    year: 2025,
    section: 'Goals: fasting 4.4 to 7.0, otherwise below 10.0 mmol/L',
    evidence: 'secondary',
  },
  'ada-goals': {
    organisation: 'American Diabetes Association',
    title: 'Standards of Care in Diabetes, section 6',
    year: 2025,
    section: 'Preprandial 80 to 130, peak postprandial below 180 mg/dL',
    evidence: 'secondary',
  },
  'ada-older-adults': {
    organisation: 'American Diabetes Association',
    title: 'Standards of Care in Diabetes, section 13',
    year: 2025,
    section: 'Table 13.1, healthy older adults: fasting 80 to 130, bedtime 80 to 180 mg/dL',
    evidence: 'unverified',
  },
  'ada-pregnancy': {
    organisation: 'American Diabetes Association',
    title: 'Standards of Care in Diabetes, section 15',
    year: 2025,
    section: 'Fasting below 95 mg/dL (5.3), 2 hours after the meal below 120 (6.7)',
    evidence: 'secondary',
  },
  'cn-hypertension-2024': {
    organisation: '中国高血压防治指南修订委员会',
    title: '中国高血压防治指南(2024年修订版)',
    year: 2024,
    section: 'Home blood pressure: hypertension from 135/85 mmHg',
    evidence: 'secondary',
  },
  'esh-home-2010': {
    organisation: 'European Society of Hypertension',
    title: 'Practice guidelines for home blood pressure monitoring',
    year: 2010,
    section: 'Table II as quoted in PMC8109940: 7 days, morning and evening, twice each, first day discarded, at least 12 readings',
    evidence: 'secondary',
  },
  hearth: {
    organisation: 'Hearth',
    title: 'Engineering choice, no guideline behind it',
    year: 2026,
    section: 'Smallest samples, hours of morning, evening and meals, order of the attention list',
    evidence: 'unverified',
  },
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof sources;
