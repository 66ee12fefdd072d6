import type { OwnPage, ReadingView } from '../../../api/contract.ts';
import { counts } from '../../../domain/counts.ts';
import { isOfDay, readingValue, SINGLE_KINDS, unitOf, unitWord } from '../format/reading.ts';
import { Moment } from '../parts/moment.tsx';
import { useWords } from '../words/words.tsx';
import { WhoseReading } from './whose-reading.tsx';

/** How many earlier ones a person looks at on a telephone. */
const EARLIER = 8;

const KINDS = ['glucose', 'blood-pressure', ...SINGLE_KINDS] as const;
const isGone = ({ quality }: ReadingView): boolean => quality.includes('withdrawn');

/** The last of each kind in large type, and a few before it. */
export function OwnReadings({ own, token }: { readonly own: OwnPage; readonly token: string }) {
  const all = useWords();
  const words = all.own;
  const newest = own.readings.toSorted((a, b) => b.at - a.at);
  const last = KINDS.flatMap((kind) => newest.find((reading) => reading.kind === kind && !isGone(reading)) ?? []);
  // What was taken back a moment ago can be fetched back.
  const gone = KINDS.flatMap((kind) => {
    const stands = last.find((reading) => reading.kind === kind)?.at ?? 0;
    return newest.find((reading) => reading.kind === kind && isGone(reading) && reading.at >= stands) ?? [];
  });
  const earlier = newest.filter((reading) => !last.includes(reading) && !gone.includes(reading)).slice(0, EARLIER);
  return (
    <section aria-label={words.last}>
      <h2>{words.last}</h2>
      {newest.length === 0 && <p className="own-none">{words.noReadings}</p>}
      {last.map((reading) => (
        <Large key={reading.id} reading={reading} own={own} token={token} />
      ))}
      {gone.map((reading) => (
        <TakenBack key={reading.id} reading={reading} own={own} token={token} />
      ))}
      {earlier.length > 0 && (
        <div className="own-card own-earlier">
          <h3>{words.earlier}</h3>
          <ul>
            {earlier.map((reading) => (
              <li key={reading.id}>
                <span>
                  <Moment plain at={reading.at} zone={own.zone} wholeDay={isOfDay(reading)} />
                  {reading.posture && reading.posture !== 'sitting' && ` · ${all.posture[reading.posture]}`}
                </span>
                <Value reading={reading} own={own} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

/** It stands there as long as nothing newer of its kind does, small and struck out. */
function TakenBack({ reading, own, token }: { readonly reading: ReadingView; readonly own: OwnPage; readonly token: string }) {
  const words = useWords();
  return (
    <div className="own-card own-gone">
      <p className="own-gone-line">
        <span>
          {words.kind[reading.kind]} · <Moment plain at={reading.at} zone={own.zone} wholeDay={isOfDay(reading)} />
        </span>
        <Value reading={reading} own={own} />
      </p>
      <WhoseReading reading={reading} token={token} />
    </div>
  );
}

function Value({ reading, own }: { readonly reading: ReadingView; readonly own: OwnPage }) {
  const words = useWords();
  const value = (
    <>
      <b className="number">{readingValue(reading, own.glucoseUnit)}</b>{' '}
      <span className="unit">{unitWord(unitOf(reading.kind, own.glucoseUnit), words)}</span>
    </>
  );
  return isGone(reading) ? <s className="own-number">{value}</s> : <span className="own-number">{value}</span>;
}

function Large({ reading, own, token }: { readonly reading: ReadingView; readonly own: OwnPage; readonly token: string }) {
  const words = useWords();
  return (
    <div className="own-card own-reading">
      <p className="own-label">{words.own.was[reading.kind]}</p>
      <p className="own-value">
        <b className="number">
          {reading.kind === 'blood-pressure'
            ? words.own.over(Math.round(reading.systolicMmHg ?? 0), Math.round(reading.diastolicMmHg ?? 0))
            : readingValue(reading, own.glucoseUnit)}
        </b>{' '}
        <span className="unit">{unitWord(unitOf(reading.kind, own.glucoseUnit), words)}</span>
      </p>
      <p className="own-when">
        <Moment plain at={reading.at} zone={own.zone} wholeDay={isOfDay(reading)} />
        {reading.activeMinutes !== undefined && ` · ${words.chart.activeMinutes(Math.round(reading.activeMinutes))}`}
        {reading.meal && ` · ${words.meal[reading.meal]}`}
        {reading.posture && ` · ${words.posture[reading.posture]}`}
        {reading.pulsePerMin !== undefined && reading.kind !== 'heart-rate' && ` · ${words.own.pulse(Math.round(reading.pulsePerMin))}`}
      </p>
      {reading.beyond && <p className="own-note">{reading.beyond === 'low' ? words.own.lo : words.own.hi}</p>}
      {!counts(reading) && <p className="own-note">{words.own.doubtful}</p>}
      <WhoseReading reading={reading} token={token} />
    </div>
  );
}
