import { useState } from 'react';
import type { ThresholdView } from '../../../api/contract.ts';
import type { ShadowView } from '../../../api/shadow-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import { endShadow } from '../api/desk-acts.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { needsSecond } from '../format/limit.ts';
import { decimals, unitWord } from '../format/reading.ts';
import { placeOf, triedLimits } from '../format/shadow.ts';
import { useMayChange } from '../parts/may.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';

type Tried = ReturnType<typeof triedLimits>[number];

/** What a run tries beside what is in force, and the way from the one to the other. */
export function ShadowLimits({ shadow, runs }: { readonly shadow: ShadowView; readonly runs: boolean }) {
  const { words } = useSpeech();
  const { of } = shadow;
  const inForce = useResource(
    of !== 'all' && 'patient' in of
      ? resources.thresholds(of.patient)
      : of !== 'all' && 'cohort' in of
        ? resources.cohortThresholds(of.cohort)
        : resources.clinicThresholds,
  ).data;
  const path = placeOf(of);
  const tried = triedLimits(shadow);
  return (
    <>
      <ul className="shadow-limits">
        {tried.map((one) => (
          <TriedLimit
            key={`${one.rule}.${one.name}`}
            one={one}
            // The switch of a rule is no limit of its own.
            limit={inForce?.find(({ rule, name }) => rule === one.rule && (name === one.name || one.name === 'off'))}
            path={path}
            shadow={shadow}
            ends={runs && tried.length === 1 && shadow.pack === undefined}
          />
        ))}
      </ul>
      {shadow.pack !== undefined && (
        <details>
          <summary>{words.shadow.rulesDraft}</summary>
          <pre className="shadow-pack">{shadow.pack}</pre>
        </details>
      )}
      {path === undefined && tried.length > 0 && <p className="muted">{words.shadow.forGroup}</p>}
    </>
  );
}

function TriedLimit({
  one: { rule, name, value },
  limit,
  path,
  shadow,
  ends,
}: {
  readonly one: Tried;
  /** As it is in force there. */
  readonly limit: ThresholdView | undefined;
  readonly path: string | undefined;
  readonly shadow: ShadowView;
  /** The run has nothing more to try once this is in force. */
  readonly ends: boolean;
}) {
  const { language, words } = useSpeech();
  const { shadow: told, thresholds, limits } = words;
  const [taking, setTaking] = useState(false);
  const mayChange = useMayChange({ scope: shadow.of !== 'all' && 'patient' in shadow.of ? 'patient' : 'clinic' });
  const off = name === 'off';
  const label = limit?.label[language] ?? name;
  const shown = (n: number) => (limit ? `${decimals(n, limit.unit)} ${unitWord(limit.unit, words)}` : String(n));
  const same = limit !== undefined && (off ? (limit.off !== undefined) === (value === 1) : limit.value === value);
  const text = off
    ? value === 1
      ? told.off
      : told.on
    : same
      ? told.same(label, shown(value))
      : told.change(label, limit ? shown(limit.value) : '–', shown(value));
  const title = limit?.title[language] ?? rule;
  const second = limit && (off ? value === 1 && limit.severity === 'high' : needsSecond(limit, value));

  const send = async (reason: string) => {
    const said = await acts.setThreshold(path!, rule, name, { value, ...(off || !limit ? {} : { unit: limit.unit }), reason });
    const proposed = 'is' in said;
    if (ends && !proposed) await endShadow(shadow.id).catch(unlessEnded);
    say(proposed ? thresholds.proposed : thresholds.saved);
    refresh((at) => at.startsWith('/patients/') || at.startsWith(path!) || at.startsWith('/limits') || at.startsWith('/rules/shadows'));
    setTaking(false);
  };
  return (
    <li>
      <span>
        <strong>{title}</strong> {text}
      </span>
      {path !== undefined && limit && !same && mayChange && (
        <button
          type="button"
          className="button button-small"
          aria-label={told.takeOverOf(`${title}, ${label}`)}
          onClick={() => setTaking(true)}
        >
          {told.takeOver}
        </button>
      )}
      {taking && (
        <ReasonDialog
          title={`${told.takeOver}${words.common.colon}${title}`}
          action={told.takeOver}
          close={() => setTaking(false)}
          send={send}
        >
          <p>{text}</p>
          {second && <p className="field-wrong">{off ? limits.needsSecond : limits.weakens}</p>}
          {ends && !second && <p className="muted">{told.takeOverEnds}</p>}
        </ReasonDialog>
      )}
    </li>
  );
}

/** Its time may have come in the same moment: then there is nothing left to end. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof ApiError && error.code === 'shadow.ended')) throw error;
}
