import type { AlertView } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { useMay } from './may.tsx';
import { type MedicineFinding, MedicineReason } from './medicine-finding.tsx';

/** Why an alert about medicines was raised; nothing at one about what was measured, whose numbers say it. */
export function AlertReason({ alert }: { readonly alert: AlertView }) {
  const { read } = useMay();
  const { data } = useResource(read && isOfMedicines(alert.rule.id) ? resources.medicineCheck(alert.patient) : undefined);
  const finding = data?.findings.find((one) => alert.values.key === keyOf(one));
  return finding ? <MedicineReason finding={finding} /> : null;
}

/** A rule of no pack: its alerts come from the record, and no limit moves them. */
export const isOfMedicines = (rule: string): boolean => rule.startsWith('medication.');

/** As the alert names its finding: the same pair, however it is spelled in the record. */
export const keyOf = ({ id, between }: MedicineFinding): string =>
  `${id}:${between
    .map(({ code }) => code)
    .toSorted()
    .join('+')}`;
