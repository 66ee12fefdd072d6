import type { HeldAdvice } from '../../../api/advice-contract.ts';
import { CHECK_NAMES } from '../../../domain/advice-checks.ts';
import { reasonOfCheck } from '../../../domain/guard-words.ts';
import { Moment } from '../parts/moment.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { rowId } from '../parts/use-row-keys.ts';
import { Link } from '../router.tsx';
import type { Words } from '../words/en.ts';
import { useSpeech } from '../words/words.tsx';

interface Given {
  readonly advice: HeldAdvice;
  readonly selected: boolean;
  readonly busy: boolean;
  readonly select: () => void;
  /** Absent for whoever may only look. */
  readonly approve?: () => void;
  readonly edit?: () => void;
  readonly refuse?: () => void;
}

/** One advice as it would be sent, what it stands on, and what can be done with it. */
export function HeldAdviceCard({ advice, selected, busy, select, approve, edit, refuse }: Given) {
  const { language, words } = useSpeech();
  const { held } = words;
  // Several facts may say the same: the mean after lunch is the mean of this alert's slot.
  const facts = new Map<string, boolean>();
  for (const { statement, used } of advice.facts) facts.set(statement, used || facts.get(statement) === true);
  return (
    <li
      id={rowId(advice.id)}
      className={selected ? 'panel held held-selected' : 'panel held'}
      tabIndex={-1}
      aria-current={selected || undefined}
      onFocus={select}
    >
      <p className="held-head">
        <SeverityMark of={advice.severity} />
        <strong>
          <Link to={`/patients/${advice.patient}`}>{advice.patientName ?? advice.patient}</Link>
        </strong>
        <span>{advice.title[language]}</span>
        <span className="muted">
          <Moment at={advice.raised} zone={advice.zone} />
        </span>
        <span className="badge badge-overdue">
          {held.until} <Moment at={advice.expires} zone={advice.zone} />
        </span>
      </p>
      <ul className="held-text" lang={advice.language}>
        {advice.sentences.map(({ text, topic }) => (
          <li key={text}>
            <span className="held-topic muted">{words.topic[topic as keyof Words['topic']] ?? topic}</span> {text}
          </li>
        ))}
      </ul>
      <p className="muted small" lang={advice.language}>
        {advice.closing.join(' ')}
      </p>
      <p className="muted small">{words.patient.writtenBy(advice.by === 'curated' ? words.patient.curated : advice.by)}</p>
      <Facts summary={held.facts(facts.size)} lang={advice.language}>
        {[...facts].map(([statement, used]) => [statement, used ? `${statement} (${held.used})` : statement])}
      </Facts>
      <Facts summary={held.ruledOut(advice.mustAvoid.length)} lang={advice.language}>
        {advice.mustAvoid.map((text) => [text, text])}
      </Facts>
      <Facts summary={held.turnedDown(advice.turnedDown.length)} lang={language}>
        {advice.turnedDown.map(({ by, why }, i) => [
          `${by} ${i}`,
          `${by}${words.common.colon}${why.map((one) => reasonOfCheck(one, language, CHECK_NAMES)).join(words.common.comma)}`,
        ])}
      </Facts>
      {approve && (
        <p className="waiting-acts">
          <button type="button" className="button button-primary" disabled={busy} onClick={approve}>
            {held.approve}
          </button>
          <button type="button" className="button" onClick={edit}>
            {held.edit}
          </button>
          <button type="button" className="button" onClick={refuse}>
            {held.refuse}
          </button>
        </p>
      )}
    </li>
  );
}

function Facts({
  summary,
  lang,
  children,
}: {
  readonly summary: string;
  readonly lang: string;
  readonly children: readonly (readonly [string, string])[];
}) {
  if (children.length === 0) return null;
  return (
    <details className="facts">
      <summary>{summary}</summary>
      <ul lang={lang}>
        {children.map(([key, text]) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </details>
  );
}
