import { type FormEvent, useState } from 'react';
import type { PatientRow, ThresholdView } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import { decimals, unitWord } from '../format/reading.ts';
import { refusalText } from '../format/refusal.ts';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';
import { ThresholdPreview } from './threshold-preview.tsx';

/** A new value with its reason. What the rule does not allow is said at the field, before and after asking the server. */
export function ThresholdEdit({
  limit,
  patient,
  close,
}: {
  readonly limit: ThresholdView;
  readonly patient: PatientRow;
  readonly close: () => void;
}) {
  const { language, words } = useSpeech();
  const { thresholds } = words;
  const { min, max, step, unit } = limit;
  const [typed, setTyped] = useState(decimals(limit.value, unit));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<ApiError>();
  const [busy, setBusy] = useState(false);

  const value = Number(typed.replace(',', '.'));
  const outside = typed.trim() === '' || !Number.isFinite(value) || value < min || value > max;
  const wrongValue = outside
    ? thresholds.outside(decimals(min, unit), decimals(max, unit), unitWord(unit, words))
    : tried && value === limit.value
      ? thresholds.unchanged
      : (refused?.at('/value') ?? (refused?.code === 'threshold.out-of-bounds' ? refusalText(refused, language, words) : undefined));
  const wrongReason = tried && reason.trim().length < 2 ? thresholds.reasonNeeded : refused?.at('/reason');

  const send = async (next: number | null) => {
    setTried(true);
    setRefused(undefined);
    if (reason.trim().length < 2 || (next !== null && (outside || next === limit.value))) return;
    setBusy(true);
    try {
      const said = await acts.setThreshold(`/patients/${encodeURIComponent(patient.id)}`, limit.rule, limit.name, {
        value: next,
        unit,
        reason: reason.trim(),
      });
      say('is' in said ? thresholds.proposed : thresholds.saved);
      refresh((path) => path.startsWith('/patients/'));
      close();
    } catch (error) {
      setRefused(error instanceof ApiError ? error : new ApiError(0, 'web.unexpected', words.error.unexpected));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(value);
  };
  const field = `${limit.rule}-${limit.name}`.replaceAll('.', '-');
  const unplaced = refused && !refused.at('/value') && !refused.at('/reason') && refused.code !== 'threshold.out-of-bounds';

  return (
    <form className="limit-edit" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && close()} noValidate>
      <div className="field limit-edit-value">
        <label className="field-label" htmlFor={`${field}-value`}>
          {thresholds.value}
        </label>
        <span className="limit-inputs">
          <input
            type="range"
            min={min}
            max={max}
            step={step}
            value={outside ? limit.value : value}
            aria-label={thresholds.value}
            onChange={(event) => setTyped(decimals(Number(event.target.value), unit))}
          />
          <input
            id={`${field}-value`}
            // biome-ignore lint/a11y/noAutofocus: the row was opened to change this number.
            autoFocus
            className="number"
            inputMode="decimal"
            size={6}
            value={typed}
            aria-invalid={wrongValue !== undefined}
            aria-describedby={`${field}-value-note`}
            onChange={(event) => {
              setTyped(event.target.value);
              setRefused(undefined);
            }}
            onKeyDown={(event) => {
              const by = event.key === 'ArrowUp' ? step : event.key === 'ArrowDown' ? -step : 0;
              if (by === 0 || !Number.isFinite(value)) return;
              event.preventDefault();
              setTyped(decimals(Math.min(max, Math.max(min, Math.round((value + by) / step) * step)), unit));
            }}
          />
          <span className="unit">{unitWord(unit, words)}</span>
        </span>
        <span id={`${field}-value-note`} className={wrongValue ? 'field-wrong' : 'field-hint'} role={wrongValue ? 'alert' : undefined}>
          {wrongValue ??
            `${thresholds.boundsTitle}${words.common.colon}${thresholds.bounds(decimals(min, unit), decimals(max, unit))} ${unitWord(unit, words)}`}
        </span>
      </div>
      <label className="field limit-edit-reason">
        <span className="field-label">{thresholds.reason}</span>
        <input
          type="text"
          maxLength={500}
          value={reason}
          aria-invalid={wrongReason !== undefined}
          aria-describedby={`${field}-reason-note`}
          onChange={(event) => setReason(event.target.value)}
        />
        <span id={`${field}-reason-note`} className={wrongReason ? 'field-wrong' : 'field-hint'} role={wrongReason ? 'alert' : undefined}>
          {wrongReason ?? thresholds.reasonHint}
        </span>
      </label>
      {unplaced && (
        <p className="field-wrong" role="alert">
          {refusalText(refused, language, words)}
        </p>
      )}
      <ThresholdPreview limit={limit} patient={patient.id} value={outside || value === limit.value ? undefined : value} />
      <div className="limit-edit-acts">
        <button type="submit" className="button button-primary" disabled={busy}>
          {busy ? words.common.saving : words.common.save}
        </button>
        {limit.fromWhere === 'patient' && (
          <button type="button" className="button" disabled={busy} onClick={() => void send(null)}>
            {thresholds.reset}
          </button>
        )}
      </div>
    </form>
  );
}
