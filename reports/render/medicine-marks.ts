import type { MedicineMark } from '../charts/medicine-lines.ts';
import type { Report, SectionOf } from '../report.ts';
import type { Speech } from './speech.ts';

/** Long names would cover the chart. */
const LONGEST = 18;

export function medicineMarks({ sections }: Report, { named }: Speech): readonly MedicineMark[] {
  const medicines = sections.find((one): one is SectionOf<'medicines'> => one.section === 'medicines');
  return (medicines?.changes ?? []).map(({ at, what, medicine }) => {
    const name = named(medicine);
    return { at, text: `${what === 'started' ? '+' : '−'} ${name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name}` };
  });
}
