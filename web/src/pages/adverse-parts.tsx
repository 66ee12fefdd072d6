import type { AdverseDrug, AdverseReaction } from '../../../domain/adverse-content.ts';
import {
  ACTION_WORDS,
  CAUSALITY_WORDS,
  DECHALLENGE_WORDS,
  NARANJO_WORDS,
  OUTCOME_WORDS,
  RECHALLENGE_WORDS,
  ROLE_WORDS,
  SERIOUSNESS_WORDS,
} from '../../../domain/adverse-words.ts';
import { NARANJO, naranjoScore } from '../../../domain/naranjo.ts';
import { useSpeech } from '../words/words.tsx';
import { AdverseFields, type Fields } from './adverse-fields.tsx';

const REACTION: Fields = [
  ['term', 'line'],
  ['code', 'line'],
  ['onset', 'line'],
  ['end', 'line'],
  ['outcome', OUTCOME_WORDS],
  ['description', 'lines'],
];
const DRUG: Fields = [
  ['role', ROLE_WORDS],
  ['name', 'line'],
  ['genericName', 'line'],
  ['manufacturer', 'line'],
  ['approvalNumber', 'line'],
  ['batch', 'line'],
  ['dose', 'line'],
  ['frequency', 'line'],
  ['route', 'line'],
  ['start', 'line'],
  ['stop', 'line'],
  ['indication', 'line'],
  ['action', ACTION_WORDS],
];
const SUSPECT: Fields = [
  ['dechallenge', DECHALLENGE_WORDS],
  ['rechallenge', RECHALLENGE_WORDS],
  ['causality', CAUSALITY_WORDS],
];

interface Given<P> {
  readonly part: P;
  readonly nth: number;
  readonly wrong: ReadonlyMap<string, string>;
  readonly disabled: boolean;
  readonly change: (part: P) => void;
  readonly remove: () => void;
}

export function ReactionPart({ part, nth, wrong, disabled, change, remove }: Given<AdverseReaction>) {
  const { language, words } = useSpeech();
  const { adverse } = words;
  const chosen = part.seriousness;
  const codes = Object.keys(SERIOUSNESS_WORDS) as (keyof typeof SERIOUSNESS_WORDS)[];
  const said = wrong.get(`/reactions/${nth}/seriousness`);
  return (
    <fieldset className="panel adverse-part">
      <legend>{adverse.reaction(nth + 1)}</legend>
      <AdverseFields
        part={part}
        fields={REACTION}
        at={`/reactions/${nth}`}
        wrong={wrong}
        disabled={disabled}
        change={(next) => change(next as AdverseReaction)}
      />
      <fieldset className="adverse-checks" disabled={disabled}>
        <legend className="field-label">{adverse.field.seriousness}</legend>
        {codes.map((code) => (
          <label key={code} className="check">
            <input
              type="checkbox"
              checked={chosen?.includes(code) ?? false}
              onChange={({ target }) =>
                change({ ...part, seriousness: codes.filter((one) => (one === code ? target.checked : chosen?.includes(one))) })
              }
            />
            {SERIOUSNESS_WORDS[code][language]}
          </label>
        ))}
        <label className="check">
          <input type="checkbox" checked={chosen?.length === 0} onChange={() => change({ ...part, seriousness: [] })} />
          {adverse.none}
        </label>
        {said && <span className="field-wrong">{said}</span>}
      </fieldset>
      {!disabled && (
        <button type="button" className="button button-small" onClick={remove}>
          {adverse.remove}
        </button>
      )}
    </fieldset>
  );
}

export function DrugPart({ part, nth, wrong, disabled, change, remove }: Given<AdverseDrug>) {
  const { language, words } = useSpeech();
  const { adverse } = words;
  const answers = part.naranjo ?? NARANJO.map(() => 'unknown' as const);
  const scored = part.naranjo && naranjoScore(part.naranjo);
  return (
    <fieldset className="panel adverse-part">
      <legend>{adverse.drug(nth + 1)}</legend>
      <AdverseFields
        part={part}
        fields={part.role === 'concomitant' ? DRUG : [...DRUG, ...SUSPECT]}
        at={`/drugs/${nth}`}
        wrong={wrong}
        disabled={disabled}
        change={(next) => change({ ...(next as AdverseDrug), role: (next.role as AdverseDrug['role']) ?? 'suspect' })}
      />
      {part.role !== 'concomitant' && (
        <details className="facts" open={scored !== undefined}>
          <summary>
            {adverse.naranjo}
            {scored && ` · ${adverse.naranjoScore(scored.score, NARANJO_WORDS[scored.grade][language])}`}
          </summary>
          {NARANJO.map(({ ask }, i) => (
            <label key={ask.en} className="adverse-question">
              <span>
                {i + 1}. {ask[language]}
              </span>
              <select
                value={answers[i]}
                disabled={disabled}
                onChange={({ target }) =>
                  change({ ...part, naranjo: answers.map((one, j) => (i === j ? (target.value as typeof one) : one)) })
                }
              >
                {(['unknown', 'yes', 'no'] as const).map((answer) => (
                  <option key={answer} value={answer}>
                    {adverse.naranjoAnswers[answer]}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </details>
      )}
      {!disabled && (
        <button type="button" className="button button-small" onClick={remove}>
          {adverse.remove}
        </button>
      )}
    </fieldset>
  );
}
