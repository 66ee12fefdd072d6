/** For the tests of this room: an invented report that lacks nothing. */
import { AdverseContent } from '../domain/adverse-content.ts';
import type { AdverseReport } from '../domain/adverse-report.ts';

/** 20 March 2026, 08:00 in Shanghai. */
export const NOW = Date.UTC(2026, 2, 20, 0, 0);

export const fullContent = (more: Record<string, unknown> = {}): AdverseContent =>
  AdverseContent.parse({
    language: 'en',
    patient: {
      initials: 'L.M.',
      ageYears: 67,
      sex: 'female',
      weightKg: 58.5,
      disease: 'Type 2 diabetes',
      history: 'Allergies: penicillin',
    },
    reactions: [
      {
        term: 'Rash <all over> & itching',
        onset: '2026-03-12T21:30',
        end: '2026-03-15',
        description: 'Began an hour after the second tablet.',
        outcome: 'recovering',
        seriousness: [],
      },
    ],
    drugs: [
      {
        role: 'suspect',
        name: 'Glucophage',
        genericName: 'metformin',
        approvalNumber: 'H20023370',
        manufacturer: 'A maker',
        batch: 'B-42',
        dose: '500 mg',
        frequency: 'twice a day',
        route: 'by mouth',
        start: '2026-03-10',
        stop: '2026-03-13',
        indication: 'Type 2 diabetes',
        action: 'withdrawn',
        dechallenge: 'better',
        rechallenge: 'not-done',
        causality: 'probable',
        naranjo: ['yes', 'yes', 'yes', 'unknown', 'no', 'unknown', 'unknown', 'unknown', 'no', 'yes'],
      },
      { role: 'concomitant', name: 'amlodipine' },
    ],
    isNew: false,
    effectOnDisease: 'none',
    tests: 'Eosinophils raised.',
    readings: [{ id: 'r1', kind: 'glucose', at: NOW - 86_400_000, said: '7.8 mmol/L' }],
    narrative: 'Antihistamine for three days.',
    comment: 'Likely.',
    reporter: { profession: 'pharmacist', name: 'A. Pharmacist', organisation: 'Demo clinic', phone: '+86 10 0000 0000', country: 'CN' },
    ...more,
  });

export const reportOf = (content: AdverseContent = fullContent(), more: Partial<AdverseReport> = {}): AdverseReport => ({
  ...{ id: 'r-1', patient: 'p-1', state: 'completed', version: 3, begun: NOW, by: 'd1', from: 'clinician', aware: NOW },
  content,
  ...more,
});
