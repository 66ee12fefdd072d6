import type { ReactNode } from 'react';
import type { PatientRow, ReadingView } from '../../../api/contract.ts';
import type { Loaded } from '../api/use-resource.ts';
import { Empty, Problem, SkeletonBlock } from '../parts/state.tsx';
import { Link } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import { ReadingsTable } from './readings-table.tsx';

/** A chart with what it adds up to above it, and the same readings as a table beneath. */
export function ChartPanel({
  title,
  unit,
  readings,
  waits,
  inside,
  patient,
  stats,
  chart,
  height,
}: {
  readonly title: string;
  readonly unit: string;
  readonly readings: Loaded<readonly ReadingView[]>;
  /** Something else is not known yet without which it would look otherwise: limits, figures. */
  readonly waits: boolean;
  readonly inside: readonly ReadingView[];
  readonly patient: PatientRow;
  readonly stats: ReactNode;
  readonly chart: ReactNode;
  readonly height: number;
}) {
  const { patient: words } = useWords();
  const first = readings.first || (waits && !readings.error);
  return (
    <section className="panel chart-panel" aria-label={title}>
      <header className="panel-head">
        <h2>
          {title} <span className="unit">{unit}</span>
        </h2>
      </header>
      {readings.error && <Problem error={readings.error} again={readings.reload} />}
      {first && <SkeletonBlock height={height + 64} />}
      {!first && readings.data && inside.length === 0 && (
        <div className="chart-empty" style={{ minHeight: height }}>
          <Empty
            title={words.noReadings}
            action={
              <Link className="button" to={`/patients/${patient.id}?range=d90`}>
                {words.wider}
              </Link>
            }
          >
            {words.noReadingsHint}
          </Empty>
        </div>
      )}
      {!first && inside.length > 0 && (
        <>
          <dl className="stats">{stats}</dl>
          {chart}
          <ReadingsTable readings={inside} patient={patient} />
        </>
      )}
    </section>
  );
}

export function Stat({
  name,
  value,
  unit,
  note,
}: {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
  readonly note?: string;
}) {
  return (
    <div className="stat">
      <dt>{name}</dt>
      <dd>
        <b className="number">{value}</b>
        {unit && <span className="unit">{unit}</span>}
        {note && <span className="stat-note">{note}</span>}
      </dd>
    </div>
  );
}
