import type { ThresholdView } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import type { LimitPlace } from '../format/limit.ts';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';

/** Turns a rule off or on, for a patient, a cohort or the clinic. */
export function RuleSwitch({
  limit: { rule, title, severity, off },
  place,
  close,
}: {
  readonly limit: ThresholdView;
  readonly place: LimitPlace;
  readonly close: () => void;
}) {
  const { language, words } = useSpeech();
  const { limits, thresholds } = words;
  const action = off ? limits.turnOn : limits.turnOff;
  const send = async (reason: string) => {
    // What is off here is taken back; what is off further up is turned on again here.
    const value = off ? (off.fromWhere === place.scope ? null : 0) : 1;
    const said = await acts.setThreshold(place.path, rule, 'off', { value, reason });
    say('is' in said ? thresholds.proposed : thresholds.saved);
    refresh((path) => path.startsWith(place.path) || path.startsWith('/limits'));
    close();
  };
  return (
    <ReasonDialog title={`${action}${words.common.colon}${title[language]}`} action={action} close={close} send={send}>
      {!off && <p>{limits.offAsk}</p>}
      {!off && severity === 'high' && <p className="field-wrong">{limits.needsSecond}</p>}
    </ReasonDialog>
  );
}
