import { memo } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import { recordName } from '../../../domain/record-names.ts';
import type { PatientAlerts } from '../format/alert.ts';
import { AlertDetail } from '../parts/alert-detail.tsx';
import { AlertFigure, AlertTimes, LateBadge } from '../parts/alert-facts.tsx';
import { Icon } from '../parts/icon.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import type { AlertActs } from '../parts/use-alert-acts.tsx';
import { rowId } from '../parts/use-row-keys.ts';
import { Link } from '../router.tsx';
import { type Speech, useSpeech } from '../words/words.tsx';

interface Shared {
  readonly selected: string | undefined;
  readonly select: (id: string | undefined) => void;
  /** Show the details beneath the row: there is no room beside the list. */
  readonly expand: boolean;
  /** Each alert for itself, with the patient's name in its row. */
  readonly flat: boolean;
  readonly acts: AlertActs;
}

/** One patient and what is open. */
export const WorklistGroup = memo(function WorklistGroup({ group, ...shared }: { readonly group: PatientAlerts } & Shared) {
  const speech = useSpeech();
  const first = group.alerts[0]!;
  const name = first.patientName ?? group.patient;
  const rows = (
    <ul className="rows">
      {group.alerts.map((alert) => (
        <Row key={alert.id} alert={alert} {...shared} />
      ))}
    </ul>
  );
  if (shared.flat) return <div className="group group-flat">{rows}</div>;
  return (
    <section className="group" aria-label={name}>
      <header className="group-head">
        <Link className="group-name" to={`/patients/${group.patient}`}>
          {name}
        </Link>
        <span className="group-about">{aboutOf(first, speech)}</span>
      </header>
      {rows}
    </section>
  );
});

const aboutOf = ({ birthYear, conditions = [] }: AlertView, { language, words }: Speech): string =>
  [
    ...(birthYear === undefined ? [] : [words.patients.years(new Date().getFullYear() - birthYear)]),
    ...conditions.slice(0, 3).map((condition) => recordName(condition, language)),
  ].join(' · ');

function Row({ alert, selected, select, expand, flat, acts }: { readonly alert: AlertView } & Shared) {
  const { language, words } = useSpeech();
  const here = alert.id === selected;
  const seen = alert.state.is !== 'active';
  const snoozed = alert.state.is === 'snoozed';
  const by = alert.state.byName ?? alert.state.by;
  return (
    <li className={`row${here ? ' row-here' : ''}${seen ? ' row-seen' : ''}`}>
      <button
        type="button"
        className="row-main"
        id={rowId(alert.id)}
        aria-pressed={here}
        onClick={() => select(here && expand ? undefined : alert.id)}
        onFocus={(event) => {
          // By keyboard, going there selects; by pointer, the click does.
          if (event.currentTarget.matches(':focus-visible')) select(alert.id);
        }}
      >
        <SeverityMark of={alert.severity} quiet={seen} />
        <span className="row-title">
          {flat && <span className="row-who">{alert.patientName ?? alert.patient}</span>}
          <span>{alert.title[language]}</span>
          {alert.late && <LateBadge />}
        </span>
        <AlertFigure alert={alert} />
        <AlertTimes alert={alert} zone={alert.zone} />
        <span className="row-state">
          {seen && (
            <span title={by && (snoozed ? words.alert.snoozedBy(by) : words.alert.acknowledgedBy(by))}>
              <Icon name={snoozed ? 'clock' : 'check'} size={14} />
              <span className="unseen">{snoozed ? words.alert.snoozed : words.alert.acknowledged}</span>
            </span>
          )}
        </span>
      </button>
      {here && expand && <AlertDetail inline alert={alert} acts={acts} />}
    </li>
  );
}
