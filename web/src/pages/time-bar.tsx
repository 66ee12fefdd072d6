import type { PatientRow } from '../../../api/contract.ts';
import { RANGES, type Range, type TimeWindow } from '../charts/time-window.ts';
import { dayAndTime } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { Choice } from '../parts/choice.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { navigate } from '../router.tsx';
import { useSpeech } from '../words/words.tsx';

/** The period of all charts, and the way closer: by buttons here, or with the mouse on a chart. */
export function TimeBar({ patient, range, shown }: { readonly patient: PatientRow; readonly range: Range; readonly shown: TimeWindow }) {
  const { language, words } = useSpeech();
  const now = useNow();
  const moment = (at: number) => dayAndTime(at, patient.zone, language, now, words);
  return (
    <div className="toolbar time-bar">
      <Choice
        name="range"
        label={words.patient.range}
        value={range}
        choose={(next) => {
          shown.whole();
          navigate(`/patients/${patient.id}?range=${next}`, { replace: true });
        }}
        options={(Object.keys(RANGES) as Range[]).map((each) => [each, words.patient.ranges[each]] as const)}
      />
      <span className="zoom" title={words.patient.zoomHint}>
        <Step icon="back" label={words.patient.earlier} act={shown.earlier} />
        <Step icon="right" label={words.patient.later} act={shown.later} off={shown.to >= now} />
        <Step icon="plus" label={words.patient.closer} act={shown.closer} off={shown.to - shown.from <= 3_600_000} />
        <Step icon="minus" label={words.patient.wide} act={shown.wider} />
      </span>
      <span className="zoom-shown muted number" aria-live="polite">
        {moment(shown.from)} – {moment(shown.to)}
        <button
          type="button"
          className="button button-small button-plain"
          style={{ visibility: shown.zoomed ? 'visible' : 'hidden' }}
          onClick={shown.whole}
        >
          {words.patient.whole}
        </button>
      </span>
    </div>
  );
}

function Step({
  icon,
  label,
  act,
  off = false,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly act: () => void;
  readonly off?: boolean;
}) {
  return (
    <button type="button" className="button button-icon button-plain" aria-label={label} title={label} disabled={off} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}
