import { ago, dayAndTime, dayName, fullTime, sameClock, zoneName } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { useSpeech } from '../words/words.tsx';

/** When, on the patient's calendar and clock; where the reader's clock runs differently, the zone stands beside it. */
export function Moment({
  at,
  zone,
  plain = false,
  wholeDay = false,
}: {
  readonly at: number;
  readonly zone: string | undefined;
  /** Without the zone: the patient knows where they live. */
  readonly plain?: boolean;
  /** What belongs to a day has no time of day. */
  readonly wholeDay?: boolean;
}) {
  const { language, words } = useSpeech();
  const now = useNow();
  return (
    <time className="moment" dateTime={new Date(at).toISOString()} title={fullTime(at, zone, language)}>
      {wholeDay ? dayName(at, zone, language, now, words) : dayAndTime(at, zone, language, now, words)}
      {zone && !plain && !sameClock(at, zone, language) && <span className="zone"> {zoneName(at, zone, language)}</span>}
    </time>
  );
}

/** How long ago, with the moment itself as its title. */
export function Ago({ at, zone }: { readonly at: number; readonly zone: string | undefined }) {
  const { language } = useSpeech();
  const now = useNow();
  return (
    <time className="moment" dateTime={new Date(at).toISOString()} title={fullTime(at, zone, language)}>
      {ago(at, now, language)}
    </time>
  );
}
