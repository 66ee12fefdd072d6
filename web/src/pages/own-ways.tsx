import { useState } from 'react';
import type { OwnWays as Ways } from '../../../api/reach-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { askForPush, pushIsPossible } from '../api/push.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Choice } from '../parts/choice.tsx';
import { useWords } from '../words/words.tsx';
import { OwnConsent } from './own-consent.tsx';

/** The patient's own say: how much is sent, and whether this device shows it. */
export function OwnWays({ token, zone }: { readonly token: string; readonly zone: string }) {
  const ways = useResource(resources.ownWays(token));
  return ways.data ? <Inside ways={ways.data} token={token} zone={zone} /> : null;
}

function Inside({ ways, token, zone }: { readonly ways: Ways; readonly token: string; readonly zone: string }) {
  const { ownWays: words, contact, error } = useWords();
  const [push, setPush] = useState<'asking' | 'yes' | 'no'>();
  const [wrong, setWrong] = useState(false);
  const choose = async (nonUrgent: Ways['nonUrgent']) => {
    setWrong(false);
    await acts.chooseOwn(token, nonUrgent).catch(() => setWrong(true));
    refresh();
  };
  const subscribe = async (key: string) => {
    setPush('asking');
    try {
      await acts.addBrowser(token, await askForPush(key));
      setPush('yes');
    } catch {
      setPush('no');
    }
  };
  return (
    <section aria-label={words.title}>
      <h2>{words.title}</h2>
      <div className="own-card">
        <p>{contact.nonUrgent}</p>
        <Choice
          name="own-non-urgent"
          label={contact.nonUrgent}
          value={ways.nonUrgent}
          choose={(nonUrgent) => void choose(nonUrgent)}
          options={(['all', 'digest', 'off'] as const).map((each) => [each, contact.nonUrgents[each]] as const)}
        />
        <p className="own-hint">{words.urgent}</p>
        <OwnConsent ways={ways} token={token} zone={zone} />
        {wrong && (
          <p className="own-wrong" role="alert">
            {error.unreachable}
          </p>
        )}
        {ways.pushKey !== undefined && pushIsPossible() && (
          <div className="own-options" aria-live="polite">
            {push === 'yes' ? (
              <p>{words.pushed}</p>
            ) : (
              <button type="button" className="own-option" disabled={push === 'asking'} onClick={() => void subscribe(ways.pushKey!)}>
                {push === 'asking' ? words.pushing : words.push}
              </button>
            )}
            {push === 'no' && <p className="own-wrong">{words.refused}</p>}
          </div>
        )}
      </div>
    </section>
  );
}
