import type { SectionBuilder } from '../build.ts';

/** The medicines of the record, and when which of them came and went; the charts mark the same days. */
export const medicines: SectionBuilder = ({ patient, medicineChanges = [], from, to }) => {
  const changes = medicineChanges.filter(({ at }) => at >= from && at < to).toSorted((a, b) => a.at - b.at);
  if (patient.medicines.length === 0 && changes.length === 0) return undefined;
  return { section: 'medicines', medicines: patient.medicines, changes };
};
