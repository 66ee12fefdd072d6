/** What somebody is to a clinic. A caregiver looks after somebody at home; an auditor reads what was done, and nothing clinical. */
export const ROLES = ['administrator', 'doctor', 'coordinator', 'pharmacist', 'dietitian', 'caregiver', 'auditor'] as const;
export type UserRole = (typeof ROLES)[number];
