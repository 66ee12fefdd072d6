import { useState } from 'react';
import type { PatientRow, ReadingView } from '../../../api/contract.ts';
import { readingValue, remarks, unitOf } from '../format/reading.ts';
import { Moment } from '../parts/moment.tsx';
import { useWords } from '../words/words.tsx';
import { WithdrawReading } from './withdraw-reading.tsx';

/** More rows than anybody reads; the report and the API give all. */
const MOST = 200;

/** What the chart draws, for whoever would rather read. */
export function ReadingsTable({ readings, patient }: { readonly readings: readonly ReadingView[]; readonly patient: PatientRow }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<ReadingView>();
  const rows = open ? readings.toSorted((a, b) => b.at - a.at).slice(0, MOST) : [];
  return (
    <details className="readings" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {words.patient.table}
        <span className="muted">{readings.length > MOST && words.patient.tableCut(MOST)}</span>
      </summary>
      <div className="readings-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words.patient.when}</th>
              <th scope="col" className="right">
                {words.patient.value}
              </th>
              <th scope="col">{words.patient.remark}</th>
              <th scope="col">{words.patient.device}</th>
              <th scope="col">
                <span className="unseen">{words.withdraw.title}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((reading) => (
              <tr key={reading.id}>
                <td>
                  <Moment at={reading.at} zone={patient.zone} />
                </td>
                <td className="right">
                  <b className="number">{readingValue(reading, patient.glucoseUnit)}</b>{' '}
                  <span className="unit">{unitOf(reading.kind, patient.glucoseUnit)}</span>
                </td>
                <td>{remarks(reading, words).join(words.common.comma)}</td>
                <td className="muted">{reading.device}</td>
                <td className="right">
                  <button type="button" className="button button-plain" onClick={() => setChosen(reading)}>
                    {reading.quality.includes('withdrawn') ? words.withdraw.restore : words.withdraw.withdraw}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen && <WithdrawReading key={chosen.id} reading={chosen} patient={patient} close={() => setChosen(undefined)} />}
    </details>
  );
}
