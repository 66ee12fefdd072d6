import { type FormEvent, useState } from 'react';
import type { ThresholdView } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import { firstUnit, inOwnUnit, inShownUnit, type LimitPlace, needsSecond } from '../format/limit.ts';
import { decimals, unitWord } from '../format/reading.ts';
import { refusalText } from '../format/refusal.ts';
import { dayLater, startOfDay } from '../format/time.ts';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';
import { StartShadow } from './start-shadow.tsx';
import { ThresholdPreview } from './threshold-preview.tsx';

/** A new value with its reason. What the rule does not allow is said at the field, before and after asking the server. */
export function ThresholdEdit({
  limit,
  place,
  close,
}: {
  readonly limit: ThresholdView;
  readonly place: LimitPlace;
  readonly close: () => void;
}) {
  const { language, words } = useSpeech();
  const { thresholds } = words;
  const [unit, setUnit] = useState(() => firstUnit(limit, place.glucoseUnit));
  const { min, max, step, value: now } = inShownUnit(limit, unit);
  const [typed, setTyped] = useState(decimals(now, unit));
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  const [trying, setTrying] = useState(false);

  const value = Number(typed.replace(',', '.'));
  const outside = typed.trim() === '' || !Number.isFinite(value) || value < min || value > max;
  const wrongValue = outside
    ? thresholds.outside(decimals(min, unit), decimals(max, unit), unitWord(unit, words))
    : tried && value === now && until === ''
      ? thresholds.unchanged
      : (refused?.at('/value') ?? (refused?.code.startsWith('threshold.') ? refusalText(refused, language, words) : undefined));
  const wrongReason = tried && reason.trim().length < 2 ? thresholds.reasonNeeded : refused?.at('/reason');

  const send = async (next: number | null) => {
    setTried(true);
    setRefused(undefined);
    if (reason.trim().length < 2 || (next !== null && (outside || (next === now && until === '')))) return;
    setBusy(true);
    try {
      const said = await acts.setThreshold(place.path, limit.rule, limit.name, {
        value: next,
        unit,
        reason: reason.trim(),
        // The last day counts to its end, whether it has 23 hours or 25.
        ...(until === '' ? {} : { until: startOfDay(dayLater(until, 1), place.zone) }),
      });
      say('is' in said ? thresholds.proposed : thresholds.saved);
      refresh((path) => path.startsWith('/patients/') || path.startsWith(place.path) || path.startsWith('/limits'));
      close();
    } catch (error) {
      setRefused(error instanceof ApiError ? error : new ApiError(0, 'web.unexpected', words.error.unexpected));
      setBusy(false);
    }
  };
  /** The number goes with its unit: 5.6 mmol/L becomes 101 mg/dL, and not 5.6. */
  const changeUnit = (next: string) => {
    const again = { ...limit, given: undefined, value: outside ? limit.value : inOwnUnit(value, unit, limit) };
    setUnit(next);
    setTyped(decimals(inShownUnit(again, next).value, next));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(value);
  };
  const field = `${limit.rule}-${limit.name}`.replaceAll('.', '-');
  const unplaced = refused && !refused.at('/value') && !refused.at('/reason') && !refused.code.startsWith('threshold.');

  return (
    <>
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
              value={outside ? now : value}
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
            {limit.units.length > 1 ? (
              <select aria-label={words.limits.unit} value={unit} onChange={(event) => changeUnit(event.target.value)}>
                {limit.units.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            ) : (
              <span className="unit">{unitWord(unit, words)}</span>
            )}
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
        <label className="field limit-edit-until">
          <span className="field-label">{words.limits.until}</span>
          <input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        </label>
        {!outside && needsSecond(limit, inOwnUnit(value, unit, limit)) && (
          <p className="field-wrong" role="status">
            {words.limits.weakens}
          </p>
        )}
        {unplaced && (
          <p className="field-wrong" role="alert">
            {refusalText(refused, language, words)}
          </p>
        )}
        <ThresholdPreview limit={limit} place={place} unit={unit} value={outside || value === now ? undefined : value} />
        <div className="limit-edit-acts">
          <button type="submit" className="button button-primary" disabled={busy}>
            {busy ? words.common.saving : words.common.save}
          </button>
          <button type="button" className="button" disabled={busy || outside || value === now} onClick={() => setTrying(true)}>
            {words.shadow.start}
          </button>
          {limit.fromWhere === place.scope && (
            <button type="button" className="button" disabled={busy} onClick={() => void send(null)}>
              {thresholds.reset}
            </button>
          )}
        </div>
      </form>
      {trying && (
        <StartShadow
          of={place.tried}
          tried={{
            name: `${limit.title[language]}: ${decimals(now, unit)} → ${decimals(value, unit)} ${unitWord(unit, words)}`,
            limit: { rule: limit.rule, name: limit.name, value, unit },
          }}
          close={() => setTrying(false)}
        />
      )}
    </>
  );
}
