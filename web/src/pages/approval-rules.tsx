import { type FormEvent, useState } from 'react';
import type { ApprovalRulesView } from '../../../api/advice-contract.ts';
import type { Hold } from '../../../domain/advice-approval.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { failureText } from '../format/refusal.ts';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';

const HOLDS = ['nothing', 'models', 'everything'] as const;

/** Which advice waits, who set that, and what held before. `may`: this person may change it. */
export function ApprovalRulesPanel({ may }: { readonly may: boolean }) {
  const { words } = useSpeech();
  const rules = useResource(resources.approvalRules);
  return (
    <section className="panel" aria-label={words.held.rules}>
      <header className="panel-head">
        <h2>{words.held.rules}</h2>
      </header>
      {rules.error && <Problem error={rules.error} again={rules.reload} />}
      {rules.first && <Skeleton lines={3} />}
      {rules.data && <Rules key={rules.data.since ?? 0} view={rules.data} may={may} />}
    </section>
  );
}

function Rules({ view, may }: { readonly view: ApprovalRulesView; readonly may: boolean }) {
  const { language, words } = useSpeech();
  const { held } = words;
  const [medium, setMedium] = useState<Hold>(view.rules.medium);
  const [low, setLow] = useState<Hold>(view.rules.low);
  const [minutes, setMinutes] = useState(String(view.rules.waitMinutes));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const waitMinutes = /^\d+$/.test(minutes.trim()) ? Number(minutes) : Number.NaN;
  const wrongMinutes = waitMinutes >= 15 && waitMinutes <= 1440 ? undefined : held.waitWrong;
  const wrongReason = tried && reason.trim().length < 2 ? held.reasonNeeded : undefined;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrongMinutes || reason.trim().length < 2) return;
    try {
      await acts.setApprovalRules({ low, medium, high: 'nothing', waitMinutes }, reason.trim());
      say(held.saved);
      refresh((path) => path.startsWith('/advice'));
    } catch (error) {
      setWrong(failureText(error, language, words));
    }
  };
  const earlier = view.history.slice(1);
  return (
    <form className="approval-rules" onSubmit={(event) => void submit(event)} noValidate>
      <p>
        {held.severity(words.severity.high)}
        {words.common.colon}
        {held.highNever}
      </p>
      {(
        [
          ['medium', medium, setMedium],
          ['low', low, setLow],
        ] as const
      ).map(([severity, value, choose]) => (
        <Field key={severity} label={held.severity(words.severity[severity])}>
          {(field) => (
            <select {...field} value={value} disabled={!may} onChange={(event) => choose(event.target.value as Hold)}>
              {HOLDS.map((hold) => (
                <option key={hold} value={hold}>
                  {held.hold[hold]}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
      <Field label={held.waitMinutes} hint={held.waitHint} wrong={wrongMinutes}>
        {(field) => (
          <input {...field} inputMode="numeric" value={minutes} disabled={!may} onChange={(event) => setMinutes(event.target.value)} />
        )}
      </Field>
      {may && (
        <>
          <Field label={held.why} wrong={wrongReason ?? wrong}>
            {(field) => <input {...field} type="text" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
          <button type="submit" className="button">
            {words.common.save}
          </button>
        </>
      )}
      <p className="muted small">
        {view.by === undefined ? (
          held.never
        ) : (
          <>
            {held.setBy(view.byName ?? view.by)} · <Moment at={view.since ?? 0} zone={undefined} /> · {view.reason}
          </>
        )}
      </p>
      {earlier.length > 0 && (
        <details className="facts">
          <summary>{held.history(earlier.length)}</summary>
          <ul>
            {earlier.map((one) => (
              <li key={one.since}>
                <Moment at={one.since ?? 0} zone={undefined} /> · {held.setBy(one.byName ?? one.by ?? '')} · {words.severity.medium}
                {words.common.colon}
                {held.hold[one.rules.medium]} · {words.severity.low}
                {words.common.colon}
                {held.hold[one.rules.low]} · {one.rules.waitMinutes} min · {one.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </form>
  );
}
