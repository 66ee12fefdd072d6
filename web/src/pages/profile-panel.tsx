import { useMemo, useRef } from 'react';
import type { PatientRow } from '../../../api/contract.ts';
import type { ProfileView } from '../../../api/figures-contract.ts';
import { bandsOf } from '../../../reports/metrics/time-in-range.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Chart } from '../charts/chart.tsx';
import { useChartColors } from '../charts/colors.ts';
import { profileOption } from '../charts/profile-option.ts';
import type { Span } from '../charts/time-window.ts';
import { Problem, SkeletonBlock } from '../parts/state.tsx';
import { useMedia } from '../parts/use-media.ts';
import { useSpeech } from '../words/words.tsx';

const DAY = 86_400_000;
/** As the report: of fewer days single days would be seen. */
const FEWEST_DAYS = 5;
/** The consensus asks for them (Battelino et al. 2019). */
const [WANTED_DAYS, WANTED_ACTIVE] = [14, 70];

/** The ambulatory glucose profile of the whole days that the charts show; of less than five there is none. */
export function ProfilePanel({ patient, shown: { from, to } }: { readonly patient: PatientRow; readonly shown: Span }) {
  const { words } = useSpeech();
  const colors = useChartColors();
  const narrow = useMedia('(max-width: 599px)');
  const [start, end] = [Math.floor(from / DAY) * DAY, Math.ceil(to / DAY) * DAY];
  const asked = to - from >= FEWEST_DAYS * DAY;
  const loaded = useResource(asked ? resources.profile(patient.id, start, end) : undefined);
  const kept = useRef<{ readonly of: string; readonly data: ProfileView }>(undefined);
  if (loaded.data) kept.current = { of: patient.id, data: loaded.data };
  const data = loaded.data ?? (kept.current?.of === patient.id ? kept.current.data : undefined);
  const unit = patient.glucoseUnit;
  const option = useMemo(
    () => data && profileOption(data, unit, bandsOf[patient.group], { colors, narrow, words }),
    [data, unit, patient.group, colors, narrow, words],
  );
  if (!asked) return null;
  const height = narrow ? 200 : 240;
  const days = data?.days.toFixed(1) ?? '';
  const few = data !== undefined && (data.days < WANTED_DAYS - 1 || data.activePercent < WANTED_ACTIVE);
  return (
    <section className="panel chart-panel" aria-label={words.profile.title}>
      <header className="panel-head">
        <h2>
          {words.profile.title} <span className="unit">{unit}</span>
        </h2>
      </header>
      {loaded.error && <Problem error={loaded.error} again={loaded.reload} />}
      {!data && !loaded.error && <SkeletonBlock height={height + 24} />}
      {data && data.points.length === 0 && (
        <p className="muted" style={{ minHeight: height + 24 }}>
          {words.profile.none}
        </p>
      )}
      {data && option && data.points.length > 0 && (
        <>
          <Chart option={option} height={height} label={words.profile.chart(days)} pick={nothing} zoom={nothing} />
          <p className="muted small">
            {words.profile.stands(days, data.activePercent.toFixed(0))}
            {few && ` ${words.profile.few}`}
          </p>
        </>
      )}
    </section>
  );
}

const nothing = (): void => {};
