import { useState } from 'react';
import type { ReadingView } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { useAttempt } from '../parts/use-attempt.ts';
import { useWords } from '../words/words.tsx';

/** Several people use one cuff: a measurement that was somebody else's is taken back by whose page it landed on, and can be fetched back. What the care team took back stays so. */
export function WhoseReading({ reading, token }: { readonly reading: ReadingView; readonly token: string }) {
  const words = useWords();
  const { own } = words;
  const [asked, setAsked] = useState(false);
  const { busy, wrong, attempt } = useAttempt();
  const send = async (whose: 'mine' | 'not-mine') => {
    await attempt(() => acts.sayWhose(token, reading.id, whose));
    setAsked(false);
    refresh();
  };
  const gone = reading.quality.includes('withdrawn');
  if (gone && !reading.quality.includes('disowned')) return <p className="own-note">{own.notCountedByTeam}</p>;
  return (
    <div className="own-whose">
      {gone ? (
        <>
          <p className="own-note">{own.notCounted}</p>
          <button type="button" className="own-link" disabled={busy} onClick={() => void send('mine')}>
            {own.mineAfterAll}
          </button>
        </>
      ) : asked ? (
        <>
          <p className="own-note">{own.notMeSure}</p>
          <div className="own-options">
            <button type="button" className="own-option" disabled={busy} onClick={() => void send('not-mine')}>
              {own.notMeYes}
            </button>
            <button type="button" className="own-option" onClick={() => setAsked(false)}>
              {own.notMeNo}
            </button>
          </div>
        </>
      ) : (
        <button type="button" className="own-link" onClick={() => setAsked(true)}>
          {own.notMe}
        </button>
      )}
      {wrong && (
        <p className="own-wrong" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
