import { useEffect, useRef, useState } from 'react';
import type { ThresholdView } from '../../../api/contract.ts';
import { type LimitPlace, writtenAs } from '../format/limit.ts';
import { decimals, inPatientUnit, unitWord } from '../format/reading.ts';
import { useMayChange } from '../parts/may.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { SourceLine } from '../parts/source.tsx';
import { useSpeech } from '../words/words.tsx';
import { RuleSwitch } from './rule-switch.tsx';
import { ThresholdEdit } from './threshold-edit.tsx';
import { ThresholdHistory } from './threshold-history.tsx';

const keyOf = ({ rule, name }: ThresholdView): string => `${rule}/${name}`;

/** One rule with its numbers. */
export function ThresholdRule({
  limits,
  place,
  editing,
  edit,
}: {
  readonly limits: readonly ThresholdView[];
  readonly place: LimitPlace;
  readonly editing: string | undefined;
  readonly edit: (key: string | undefined) => void;
}) {
  const { language, words } = useSpeech();
  const [turning, setTurning] = useState(false);
  const mayChange = useMayChange(place);
  const first = limits[0]!;
  return (
    <section className="panel rule" id={`rule-${first.rule}`} aria-label={first.title[language]}>
      <header className="rule-head">
        <SeverityMark of={first.severity} />
        <h3>{first.title[language]}</h3>
        {first.off && <span className="badge rule-off">{words.limits.off}</span>}
        {mayChange && (
          <button type="button" className="button button-small rule-switch" onClick={() => setTurning(true)}>
            {first.off ? words.limits.turnOn : words.limits.turnOff}
          </button>
        )}
        <SourceLine source={first.source} />
        {first.off && <p className="muted rule-why">{words.limits.offSince(first.off.byName ?? first.off.by, first.off.reason)}</p>}
      </header>
      {turning && <RuleSwitch limit={first} place={place} close={() => setTurning(false)} />}
      {limits.map((limit) => (
        <Limit
          key={limit.name}
          limit={limit}
          place={place}
          open={mayChange && editing === keyOf(limit)}
          edit={mayChange ? edit : undefined}
        />
      ))}
    </section>
  );
}

function Limit({
  limit,
  place,
  open,
  edit,
}: {
  readonly limit: ThresholdView;
  readonly place: LimitPlace;
  readonly open: boolean;
  /** Undefined: they may be read, not changed. */
  readonly edit: ((key: string | undefined) => void) | undefined;
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
  const theirs = inPatientUnit(limit, place.glucoseUnit) ?? writtenAs(limit);
  return (
    <div className={open ? 'limit limit-open' : 'limit'}>
      <div className="limit-row">
        <span className="limit-name">{label[language]}</span>
        <span className="limit-value">
          <b className="number">{decimals(value, unit)}</b> <span className="unit">{unitWord(unit, words)}</span>
          {theirs !== undefined && <span className="limit-theirs">{theirs}</span>}
        </span>
        <span
          className={`badge from from-${fromWhere}`}
          title={limit.cohort ? words.limits.fromCohort(limit.cohort.name) : thresholds.fromMeans[fromWhere]}
        >
          {limit.cohort?.name ?? thresholds.from[fromWhere]}
        </span>
        <span className="limit-bounds muted" title={thresholds.boundsTitle}>
          <span className="track" aria-hidden="true">
            <span className="track-pack" style={{ left: share(packValue) }} />
            <span className="track-value" style={{ left: share(value) }} />
          </span>
          <span className="number">{thresholds.bounds(decimals(min, unit), decimals(max, unit))}</span>
        </span>
        <span className="limit-pack muted">{fromWhere !== 'pack' && thresholds.packValue(decimals(packValue, unit))}</span>
        {edit && (
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
        )}
      </div>
      {open && edit && <ThresholdEdit limit={limit} place={place} close={() => edit(undefined)} />}
      {limit.history.length > 0 && <ThresholdHistory limit={limit} zone={place.zone} open={open} />}
    </div>
  );
}
