import { useMemo, useState } from 'react';
import type { AlertView, PatientRow, ReadingView } from '../../../api/contract.ts';
import { Chart } from '../charts/chart.tsx';
import { glucoseChart } from '../charts/glucose.ts';
import { pressureChart } from '../charts/pressure.ts';
import { AlertLine } from '../parts/alert-line.tsx';
import { Courses } from '../parts/courses.tsx';
import { useResource } from '../resource.ts';
import { useSpeech } from '../words/speak.ts';

const DAY = 86_400_000;
const RANGES = [1, 7, 14, 30, 90] as const;

/** Readings, alerts, advice, messages and questions of a period that the reader chooses. */
export function Overview({ patient }: { patient: PatientRow }) {
  const speech = useSpeech();
  const { say } = speech;
  const [days, setDays] = useState<number>(14);
  // The end stands still while one looks: data that arrive move the picture, the clock does not.
  const to = useMemo(() => Math.ceil((Date.now() + 60_000) / 60_000) * 60_000, [days]);
  const from = to - days * DAY;
  const of = (kind: string) => `/patients/${patient.id}/readings?kind=${kind}&from=${from}&to=${to}`;
  const { value: glucose } = useResource<ReadingView[]>(of('glucose'));
  const { value: pressure } = useResource<ReadingView[]>(of('blood-pressure'));
  const { value: alerts } = useResource<AlertView[]>(`/patients/${patient.id}/alerts?from=${from}&to=${to}`);

  return (
    <>
      <fieldset className="ranges" aria-label={say('period')}>
        {RANGES.map((range) => (
          <button key={range} type="button" aria-pressed={range === days} onClick={() => setDays(range)}>
            {range === 1 ? say('day') : say('days', { n: range })}
          </button>
        ))}
      </fieldset>
      {(glucose === undefined || glucose.length > 0) && (
        <section className="card">
          <h2>{say('glucose')}</h2>
          {glucose ? (
            <Chart option={glucoseChart(glucose, patient.glucoseUnit, from, to, patient.zone, speech)} label={say('glucose')} />
          ) : (
            <div className="skeleton chart" />
          )}
        </section>
      )}
      {(pressure === undefined || pressure.length > 0) && (
        <section className="card">
          <h2>{say('bloodPressure')}</h2>
          {pressure ? (
            <Chart option={pressureChart(pressure, from, to, patient.zone, speech)} label={say('bloodPressure')} />
          ) : (
            <div className="skeleton chart" />
          )}
        </section>
      )}
      {glucose?.length === 0 && pressure?.length === 0 && <p className="empty card">{say('noReadings')}</p>}
      <div className="columns">
        <section className="card">
          <h2>
            {say('alerts')} <span className="count">{alerts?.length}</span>
          </h2>
          {alerts?.length === 0 && <p className="quiet">{say('noAlerts')}</p>}
          <ul className="rows scroll">
            {alerts?.map((alert) => (
              <li key={alert.id} className="row">
                <AlertLine alert={alert} zone={patient.zone} />
              </li>
            ))}
          </ul>
        </section>
        <Courses patient={patient} />
      </div>
    </>
  );
}
