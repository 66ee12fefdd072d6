import { useMemo, useState } from 'react';
import type { PatientRow } from '../../../api/contract.ts';
import { useSpeech } from '../words/speak.ts';

const DAY = 86_400_000;
const PERIODS = [7, 14, 30, 90] as const;

/** The doctor's report, as it would be printed. */
export function ReportPage({ patient }: { patient: PatientRow }) {
  const { say, language } = useSpeech();
  const [days, setDays] = useState<number>(14);
  const [tongue, setTongue] = useState<string>(language);
  const to = useMemo(() => Math.ceil(Date.now() / 60_000) * 60_000, []);
  const address = `/api/v1/patients/${patient.id}/report?from=${to - days * DAY}&to=${to}&language=${tongue}&format=html`;
  return (
    <>
      <div className="ranges">
        <fieldset className="ranges" aria-label={say('period')}>
          {PERIODS.map((period) => (
            <button key={period} type="button" aria-pressed={period === days} onClick={() => setDays(period)}>
              {say('days', { n: period })}
            </button>
          ))}
        </fieldset>
        <label>
          {say('language')}{' '}
          <select value={tongue} onChange={(event) => setTongue(event.target.value)}>
            <option value="en">English</option>
            <option value="zh-CN">中文</option>
          </select>
        </label>
        <a className="button" href={address} target="_blank" rel="noreferrer">
          {say('openAlone')} / {say('print')}
        </a>
      </div>
      <iframe key={address} className="report" src={address} title={say('report')} sandbox="" />
    </>
  );
}
