import { useState } from 'react';
import * as acts from '../api/acts.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Flame, Icon } from '../parts/icon.tsx';
import { useTitle } from '../parts/page.tsx';
import { SkeletonBlock } from '../parts/state.tsx';
import { LanguageSwitch } from '../parts/switches.tsx';
import type { Words } from '../words/en.ts';
import { Speak, useWords } from '../words/words.tsx';
import '../styles/own.css';

/** Where a test of the alarm leads: one button. Opening the page confirms nothing, because machines open links too. */
export default function ReceiptPage({ token }: { readonly token: string }) {
  return (
    <Speak preferred={navigator.language.startsWith('zh') ? 'zh-CN' : 'en'}>
      <main className="own" id="main">
        <Inside token={token} />
      </main>
    </Speak>
  );
}

function Inside({ token }: { readonly token: string }) {
  const { receipt: words, channel: channels, error } = useWords();
  const asked = useResource(resources.receipt(token));
  const [done, setDone] = useState(false);
  const [wrong, setWrong] = useState(false);
  useTitle(words.title);
  const confirm = async () => {
    setWrong(false);
    try {
      await acts.confirmReceipt(token);
      setDone(true);
    } catch {
      setWrong(true);
    }
  };
  if (asked.error) return <p className="own-card">{[400, 401, 404].includes(asked.error.status) ? words.ended : error.unreachable}</p>;
  if (!asked.data) return <SkeletonBlock height={200} />;
  const confirmed = done || asked.data.acknowledged !== undefined;
  return (
    <>
      <header className="own-head">
        <Flame size={26} />
        <h1>{words.title}</h1>
        <LanguageSwitch />
      </header>
      <section className="own-card" aria-live="polite">
        {confirmed ? (
          <p className="own-thanks">
            <Icon name="check" size={24} /> {words.thanks}
          </p>
        ) : (
          <>
            <p className="own-asked">{words.ask(channels[asked.data.channel as keyof Words['channel']] ?? asked.data.channel)}</p>
            <div className="own-options">
              <button type="button" className="own-option" onClick={() => void confirm()}>
                {words.confirm}
              </button>
            </div>
          </>
        )}
        {wrong && (
          <p className="own-wrong" role="alert">
            {error.unreachable}
          </p>
        )}
      </section>
    </>
  );
}
