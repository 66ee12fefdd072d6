import { useCallback, useState } from 'react';
import type { PatientRow, ReadingView } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { RANGES, type Range, useTimeWindow } from '../charts/time-window.ts';
import { useAxisMarks } from '../charts/use-axis-marks.ts';
import { SINGLE_KINDS } from '../format/reading.ts';
import { useNow } from '../format/use-now.ts';
import { useMay } from '../parts/may.tsx';
import { SkeletonBlock } from '../parts/state.tsx';
import { useSearch } from '../router.tsx';
import { AxisKey } from './axis-key.tsx';
import { GlucosePanel } from './glucose-panel.tsx';
import { MeasurePanel } from './measure-panel.tsx';
import { PatientAdvice } from './patient-advice.tsx';
import { PatientAlerts } from './patient-alerts.tsx';
import { PatientConversations } from './patient-conversations.tsx';
import { PatientMedicines } from './patient-medicines.tsx';
import { PatientMessages } from './patient-messages.tsx';
import { PatientQuestions } from './patient-questions.tsx';
import { PatientResponses } from './patient-responses.tsx';
import { PatientSeen } from './patient-seen.tsx';
import { PatientTeam } from './patient-team.tsx';
import { PressurePanel } from './pressure-panel.tsx';
import { ProfilePanel } from './profile-panel.tsx';
import { TimeBar } from './time-bar.tsx';

const DAY = 86_400_000;
const ALERT_DAYS = 90;

/** Charts, and what was advised and sent; beside them what was raised and asked. */
export function PatientOverview({ patient }: { readonly patient: PatientRow }) {
  const { read } = useMay();
  const now = useNow();
  const asked = useSearch().get('range');
  const range: Range = asked !== null && asked in RANGES ? (asked as Range) : 'd14';
  const shown = useTimeWindow(range, now, patient.zone);
  const today = Math.floor(now / DAY) * DAY;
  const alerts = useResource(
    resources.alertsOf(patient.id, Math.min(today - ALERT_DAYS * DAY, Math.floor(shown.from / DAY) * DAY), today + 2 * DAY),
  );
  const [picked, setPicked] = useState<string>();
  const pick = useCallback((alert: string) => {
    setPicked(alert);
    document.getElementById(`alert-${alert}`)?.scrollIntoView({ block: 'nearest' });
  }, []);

  const has = (kind: ReadingView['kind']) => patient.plan.some((part) => part.kind === kind) || patient.latest[kind] !== undefined;
  const singles = SINGLE_KINDS.filter(has);
  const marks = useAxisMarks(patient);
  const panel = { patient, shown, alerts: alerts.data ?? NONE, marks: marks ?? NONE, pick };
  return (
    <div className="overview">
      <div className="overview-main">
        <TimeBar patient={patient} range={range} shown={shown} />
        {marks ? <AxisKey marks={marks} shown={shown} zone={patient.zone} /> : <SkeletonBlock height={480} />}
        {(has('glucose') || (!has('blood-pressure') && singles.length === 0)) && <GlucosePanel {...panel} />}
        {patient.latest.glucose?.specimen === 'interstitial' && <ProfilePanel patient={patient} shown={shown} />}
        {has('blood-pressure') && <PressurePanel {...panel} />}
        {singles.map((kind) => (
          <MeasurePanel key={kind} kind={kind} {...panel} />
        ))}
        <div className="overview-words">
          <PatientAdvice patient={patient} />
          {read && <PatientMessages patient={patient} />}
        </div>
      </div>
      <div className="overview-side">
        <PatientAlerts patient={patient} alerts={alerts} shown={picked} />
        {read && <PatientMedicines patient={patient} alerts={alerts.data ?? NONE} />}
        {read && <PatientConversations patient={patient} />}
        {read && <PatientQuestions patient={patient} />}
        {read && <PatientResponses patient={patient} />}
        {read && <PatientTeam patient={patient} />}
        {read && <PatientSeen patient={patient} />}
      </div>
    </div>
  );
}

const NONE: readonly never[] = [];
