import { useState } from 'react';
import { clockTime, fullTime, isoDay, momentText } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { dropFrame, keepFrame } from '../offline/frame.ts';
import { canKeep, letKeep, mayKeep } from '../offline/kept.ts';
import { STALE_MS } from '../offline/unsent.ts';
import type { Aside } from '../offline/use-own.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../words/words.tsx';
import '../styles/own-offline.css';

/** From when the page is, where it is not from now. */
export function Standing({ asOf, looking, zone }: { readonly asOf: number | undefined; readonly looking: boolean; readonly zone: string }) {
  const { language, words } = useSpeech();
  const now = useNow();
  const { offline } = words;
  const isToday = asOf !== undefined && isoDay(asOf, zone) === isoDay(now, zone);
  const when = asOf === undefined ? undefined : isToday ? clockTime(asOf, zone, language) : momentText(asOf, zone, language, now, words);
  return (
    <div role="status">{when !== undefined && <p className="own-standing">{looking ? offline.looking(when) : offline.asOf(when)}</p>}</div>
  );
}

/** What was said and has not gone out: that nobody has seen it, what to do in an emergency, and what became of what went out since. */
export function Waiting({ aside, zone }: { readonly aside: Aside; readonly zone: string }) {
  const { language, words } = useSpeech();
  const now = useNow();
  const { offline } = words;
  return (
    <>
      {aside.waiting.length > 0 && (
        <section className="own-card own-unsent" aria-label={offline.title}>
          <h2>{offline.title}</h2>
          <p className="own-emergency" role="alert">
            {offline.emergency}
          </p>
          <p className="own-hint">{offline.hint}</p>
          <ul>
            {aside.waiting.map((one) => (
              <li key={one.id}>
                <p>
                  <span className="own-when">{clockTime(one.at, zone, language)}</span> {one.shown}
                </p>
                {now - one.at > STALE_MS && (
                  <>
                    <p className="own-note">{offline.stale(momentText(one.at, zone, language, now, words))}</p>
                    <button type="button" className="own-option own-send" onClick={() => void aside.evenSo(one.id)}>
                      {offline.sendNow}
                    </button>
                  </>
                )}
                <button
                  type="button"
                  className="own-link"
                  aria-label={`${offline.back}${words.common.colon}${one.shown}`}
                  onClick={() => void aside.back(one.id)}
                >
                  {offline.back}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div aria-live="polite">
        {aside.gone.map(({ one, as }) =>
          as === 'sent' ? (
            <p key={one.id} className="own-thanks">
              <Icon name="check" size={24} /> {offline.sent(one.shown)}
            </p>
          ) : (
            (as === 'closed' || as === 'refused') && (
              <p key={one.id} className="own-wrong">
                {/* A report answers no question: where it is not taken, it was refused. */}
                {offline[one.is === 'adverse' ? 'refused' : as](one.shown)}
              </p>
            )
          ),
        )}
      </div>
    </>
  );
}

/** That the phone keeps a copy, until when, and that it need not. */
export function KeptOnPhone({ until, zone }: { readonly until: number; readonly zone: string }) {
  const { language, words } = useSpeech();
  const [keeps, setKeeps] = useState(mayKeep);
  const { offline } = words;
  if (!canKeep()) return null;
  const choose = (allowed: boolean) => {
    letKeep(allowed);
    setKeeps(allowed);
    (allowed ? keepFrame() : dropFrame()).catch(() => undefined); // Without the frame the page opens with a connection only.
  };
  return (
    <section className="own-kept">
      <p className="own-hint">{keeps ? offline.kept(fullTime(until, zone, language)) : offline.notKeeping}</p>
      <button type="button" className="own-link" onClick={() => choose(!keeps)}>
        {keeps ? offline.keepNot : offline.keepAgain}
      </button>
    </section>
  );
}
