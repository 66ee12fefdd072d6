import type { SeenView } from '../../../api/audit-contract.ts';
import { seenText, sittings, whatText, whoText } from '../format/seen.ts';
import { useWords } from '../words/words.tsx';
import { Moment } from './moment.tsx';
import { useMore } from './use-more.tsx';
import '../styles/seen.css';

/** An open page asks again by itself: that it was asked for twice within a minute says nothing of a person. */
const MINUTE = 60_000;

/** Who saw somebody's data, a sentence each, the latest first. */
export function SeenList({
  seen,
  zone,
  toThePatient,
}: {
  readonly seen: readonly SeenView[];
  readonly zone: string;
  readonly toThePatient: boolean;
}) {
  const words = useWords();
  const { shown, button } = useMore(sittings(seen), 20);
  if (seen.length === 0) return <p className="muted">{words.seen.none}</p>;
  return (
    <>
      <ul className="seen-list">
        {shown.map(({ seen: one, more }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two acts of one moment may be alike.
          <li key={`${one.at} ${i}`}>
            {more.length === 0 ? (
              <span>{seenText(one, words, toThePatient)}</span>
            ) : (
              <details>
                <summary>{words.seen.sentence(whoText(one.who, words, toThePatient), words.seen.parts(more.length + 1))}</summary>
                {[one, ...more].map(({ what }) => whatText(what, words)).join(words.common.comma)}
              </details>
            )}
            <span className="muted">
              <Moment plain={toThePatient} at={one.at} zone={zone} />
              {one.again && one.again.last - one.at >= MINUTE && (
                <>
                  {words.common.comma}
                  {words.seen.until} <Moment plain at={one.again.last} zone={zone} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {button}
    </>
  );
}
