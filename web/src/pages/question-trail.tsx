import type { SaidView } from '../../../api/conversation-contract.ts';
import { CHECK_NAMES } from '../../../domain/advice-checks.ts';
import { reasonOfCheck } from '../../../domain/guard-words.ts';
import { SourceLine } from '../parts/source.tsx';
import { useSpeech } from '../words/words.tsx';

/** Why an answer says what it says: how the question was understood, who wrote, what it stands on, what was turned down. */
export function QuestionTrail({ trail }: { readonly trail: NonNullable<SaidView['trail']> }) {
  const { language, words } = useSpeech();
  const { questions } = words;
  const writer = questions.writer[trail.by as keyof typeof questions.writer] ?? trail.by;
  return (
    <details className="trail">
      <summary>{questions.how}</summary>
      <dl>
        <dt>{questions.understood}</dt>
        <dd>
          {questions.intent[trail.understood.intent]}
          {trail.understood.about.length > 0 && ` (${trail.understood.about.join(', ')})`}
        </dd>
        {trail.understood.words.length > 0 && (
          <>
            <dt>{questions.words}</dt>
            <dd>{trail.understood.words.join(' · ')}</dd>
          </>
        )}
        <dt>{questions.by}</dt>
        <dd>{writer}</dd>
        {trail.triage && (
          <>
            <dt>{questions.triage}</dt>
            <dd>
              {trail.triage.urgency ? questions.urgency[trail.triage.urgency] : `${questions.noVerdict}${trail.triage.failed ?? ''}`}
              {trail.triage.because !== undefined && ` (${trail.triage.by}${words.common.colon}${trail.triage.because})`}
            </dd>
          </>
        )}
        {trail.handedOn !== undefined && (
          <>
            <dt>{questions.handedOn}</dt>
            <dd>{trail.handedOn[language]}</dd>
          </>
        )}
      </dl>
      {trail.facts.length > 0 && (
        <>
          <p className="muted small">{questions.facts(trail.facts.length)}</p>
          <ul className="trail-facts">
            {trail.facts.map(({ id, statement }) => (
              <li key={`${id} ${statement}`}>{statement}</li>
            ))}
          </ul>
        </>
      )}
      {trail.turnedDown.length > 0 && (
        <>
          <p className="muted small">{questions.turnedDown}</p>
          <ul className="trail-facts" lang={language}>
            {trail.turnedDown.flatMap(({ by, why }, nth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: drafts have no names, and their order is theirs
              <li key={nth}>
                {by}
                {words.common.colon}
                {why.map((one) => reasonOfCheck(one, language, CHECK_NAMES)).join('; ')}
              </li>
            ))}
          </ul>
        </>
      )}
      {trail.sources.map((source) => (
        <SourceLine key={`${source.organisation} ${source.title}`} source={source} />
      ))}
    </details>
  );
}
