import { useEffect, useRef } from 'react';
import type { PatientRow, ThresholdView } from '../../../api/contract.ts';
import { decimals, inPatientUnit, unitWord } from '../format/reading.ts';
import { SeverityMark } from '../parts/severity.tsx';
import { SourceLine } from '../parts/source.tsx';
import { useSpeech } from '../words/words.tsx';
import { ThresholdEdit } from './threshold-edit.tsx';
import { ThresholdHistory } from './threshold-history.tsx';

const keyOf = ({ rule, name }: ThresholdView): string => `${rule}/${name}`;

/** One rule with its numbers. */
export function ThresholdRule({
  limits,
  patient,
  editing,
  edit,
}: {
  readonly limits: readonly ThresholdView[];
  readonly patient: PatientRow;
  readonly editing: string | undefined;
  readonly edit: (key: string | undefined) => void;
}) {
  const { language } = useSpeech();
  const first = limits[0]!;
  return (
    <section className="panel rule" aria-label={first.title[language]}>
      <header className="rule-head">
        <SeverityMark of={first.severity} />
        <h3>{first.title[language]}</h3>
        <SourceLine source={first.source} />
      </header>
      {limits.map((limit) => (
        <Limit key={limit.name} limit={limit} patient={patient} open={editing === keyOf(limit)} edit={edit} />
      ))}
    </section>
  );
}

function Limit({
  limit,
  patient,
  open,
  edit,
}: {
  readonly limit: ThresholdView;
  readonly patient: PatientRow;
  readonly open: boolean;
  readonly edit: (key: string | undefined) => void;
}) {
  const { language, words } = useSpeech();
  const { thresholds } = words;
  const { value, unit, min, max, packValue, fromWhere, label } = limit;
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    // Whoever closes the form is back where they opened it.
    if (wasOpen.current && !open && (document.activeElement === document.body || !document.activeElement)) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  const share = (n: number) => `${(100 * (n - min)) / (max - min)}%`;
  const theirs = inPatientUnit(limit, patient.glucoseUnit);
  return (
    <div className={open ? 'limit limit-open' : 'limit'}>
      <div className="limit-row">
        <span className="limit-name">{label[language]}</span>
        <span className="limit-value">
          <b className="number">{decimals(value, unit)}</b> <span className="unit">{unitWord(unit, words)}</span>
          {theirs !== undefined && <span className="limit-theirs">{theirs}</span>}
        </span>
        <span className={`badge from from-${fromWhere}`} title={thresholds.fromMeans[fromWhere]}>
          {thresholds.from[fromWhere]}
        </span>
        <span className="limit-bounds muted" title={thresholds.boundsTitle}>
          <span className="track" aria-hidden="true">
            <span className="track-pack" style={{ left: share(packValue) }} />
            <span className="track-value" style={{ left: share(value) }} />
          </span>
          <span className="number">{thresholds.bounds(decimals(min, unit), decimals(max, unit))}</span>
        </span>
        <span className="limit-pack muted">{fromWhere !== 'pack' && thresholds.packValue(decimals(packValue, unit))}</span>
        <button
          ref={button}
          type="button"
          className="button button-small"
          aria-expanded={open}
          aria-label={open ? words.common.close : thresholds.editOf(`${limit.title[language]}, ${label[language]}`)}
          onClick={() => edit(open ? undefined : keyOf(limit))}
        >
          {open ? words.common.close : thresholds.edit}
        </button>
      </div>
      {open && <ThresholdEdit limit={limit} patient={patient} close={() => edit(undefined)} />}
      {limit.history.length > 0 && <ThresholdHistory limit={limit} zone={patient.zone} open={open} />}
    </div>
  );
}
