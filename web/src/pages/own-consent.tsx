import type { OwnWays } from '../../../api/reach-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { fullTime } from '../format/time.ts';
import { useAttempt } from '../parts/use-attempt.ts';
import { useSpeech } from '../words/words.tsx';

/** To which ways the patient agreed: theirs to give and to take back. */
export function OwnConsent({ ways, token, zone }: { readonly ways: OwnWays; readonly token: string; readonly zone: string }) {
  const { language, words: all } = useSpeech();
  const { ownWays: words, contact } = all;
  const { busy, wrong, attempt } = useAttempt();
  const { consents, consented } = ways;
  const say = (way: OwnWays['consents'][number]['way'], agreed: boolean) =>
    attempt(() => acts.consentOwn(token, way, agreed)).then(() => refresh());
  if (consents.length === 0) return <p className="own-hint">{words.noWay}</p>;
  const when = consented && fullTime(consented.at, zone, language);
  return (
    <fieldset className="own-consent">
      <legend>{words.consent}</legend>
      {consents.map(({ way, agreed }) => (
        <label key={way}>
          <input type="checkbox" checked={agreed} disabled={busy} onChange={({ target }) => void say(way, target.checked)} />
          <span>{contact.way[way]}</span>
        </label>
      ))}
      {consents.every(({ agreed }) => !agreed) && <p className="own-note">{words.noneLeft}</p>}
      <p className="own-hint">{when === undefined ? words.byNobody : consented?.byPatient ? words.byPatient(when) : words.byTeam(when)}</p>
      {when === undefined && consents.some(({ way }) => way === 'email') && <p className="own-hint">{words.mailUntilNo}</p>}
      <p className="own-hint">{words.consentHint}</p>
      {wrong && (
        <p className="own-wrong" role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
