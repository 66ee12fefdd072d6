import { type FormEvent, useState } from 'react';
import type { OwnAdverseView, OwnAdverse as Said } from '../../../api/adverse-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { failureText } from '../format/refusal.ts';
import { type Aside, useKept } from '../offline/use-own.ts';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { useSpeech } from '../words/words.tsx';
import { OwnChoices, OwnText } from './own-fields.tsx';
import '../styles/own-questionnaire.css';

type Stopped = 'stopped' | 'reduced' | 'unchanged' | 'unknown';
type Better = 'better' | 'not-better' | 'unknown';
type Now = 'recovered' | 'recovering' | 'not-recovered' | 'unknown';
type Serious = 'hospitalisation' | 'life-threatening' | 'disability' | 'important';
const SERIOUS = ['hospitalisation', 'life-threatening', 'disability', 'important'] as const;

/** "A medicine did not agree with me": a button, then a few plain questions, then who was told. */
export function OwnAdverse({
  token,
  zone,
  until,
  aside,
}: {
  readonly token: string;
  readonly zone: string;
  readonly until: number;
  readonly aside: Aside;
}) {
  const { words } = useSpeech();
  const own = useKept(token, 'adverse', resources.ownAdverse(token), () => until);
  const [open, setOpen] = useState(false);
  const [thanked, setThanked] = useState<'plain' | 'serious'>();
  const draft = own.data?.drafts[0];
  const { ownAdverse } = words;
  return (
    <section className="own-card" aria-label={ownAdverse.title}>
      <h2>{ownAdverse.title}</h2>
      <div aria-live="polite">
        {thanked && (
          <p className="own-thanks">
            <Icon name="check" size={24} /> {thanked === 'serious' ? ownAdverse.thanksSerious : ownAdverse.thanks}
          </p>
        )}
      </div>
      {draft?.words && (
        <p className="own-text">
          {ownAdverse.heard}
          {words.common.colon}
          {draft.words}
        </p>
      )}
      {open && own.data ? (
        <Form
          own={own.data}
          token={token}
          aside={aside}
          close={() => setOpen(false)}
          done={(as) => {
            setOpen(false);
            setThanked(as === 'waits' ? undefined : as);
            refresh();
          }}
        />
      ) : (
        <button type="button" className="own-option" disabled={!own.data} onClick={() => setOpen(true)}>
          {ownAdverse.begin}
        </button>
      )}
      {own.data && own.data.handedIn.length > 0 && (
        <>
          <h3>{ownAdverse.handedIn}</h3>
          <ul className="own-earlier">
            {own.data.handedIn.map(({ id, begun, what }) => (
              <li key={id}>
                <span>{what}</span> <Moment plain at={begun} zone={zone} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Form({
  own,
  token,
  aside,
  close,
  done,
}: {
  readonly own: OwnAdverseView;
  readonly token: string;
  readonly aside: Aside;
  readonly close: () => void;
  /** `waits`: there is no connection, and the phone has kept it. */
  readonly done: (as: 'plain' | 'serious' | 'waits') => void;
}) {
  const { language, words } = useSpeech();
  const { ownAdverse } = words;
  const draft = own.drafts[0];
  const [key] = useState(acts.onceKey);
  const [what, setWhat] = useState('');
  const [suspects, setSuspects] = useState<readonly string[]>([]);
  const [other, setOther] = useState('');
  const [batch, setBatch] = useState('');
  const [since, setSince] = useState('');
  const [now, setNow] = useState<Now>();
  const [stopped, setStopped] = useState<Stopped>();
  const [better, setBetter] = useState<Better>();
  const [serious, setSerious] = useState<readonly (Serious | 'none')[]>([]);
  const [more, setMore] = useState('');
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string>();

  const named = [...suspects, ...(other.trim() === '' ? [] : [other.trim()])];
  const wrong = {
    what: what.trim() === '' ? ownAdverse.whatMissing : undefined,
    which: named.length === 0 ? ownAdverse.whichMissing : undefined,
    serious: serious.length === 0 ? ownAdverse.seriousMissing : undefined,
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefused(undefined);
    const first = (['what', 'which', 'serious'] as const).find((field) => wrong[field]);
    if (first) return document.getElementById(`adverse-${first}`)?.scrollIntoView({ block: 'center' });
    setSending(true);
    const about = { ...(stopped ? { stopped } : {}), ...(better && stopped !== 'unchanged' ? { better } : {}) };
    const said: Said = {
      ...{ key, language, what: what.trim() },
      ...(draft ? { draft: draft.id } : {}),
      ...(more.trim() === '' ? {} : { more: more.trim() }),
      ...(since === '' ? {} : { since }),
      ...(now ? { now } : {}),
      seriousness: SERIOUS.filter((one) => serious.includes(one)),
      medicines: [
        ...named.map((name) => ({ name, suspect: true, ...about, ...(batch.trim() === '' ? {} : { batch: batch.trim() }) })),
        ...own.medicines.filter((name) => !named.includes(name)).map((name) => ({ name, suspect: false })),
      ],
    };
    try {
      done((await acts.handInAdverse(token, said)).serious ? 'serious' : 'plain');
    } catch (error) {
      if (error instanceof ApiError && error.status === 0) {
        const shown = ownAdverse.aside(said.what, named.join(words.common.comma));
        if (await aside.put({ id: key, is: 'adverse', said, at: Date.now(), shown })) return done('waits');
        setRefused(words.offline.notKept);
      } else setRefused(failureText(error, language, words));
      setSending(false);
    }
  };
  const toggle = (value: Serious | 'none') =>
    setSerious(
      serious.includes(value)
        ? serious.filter((one) => one !== value)
        : value === 'none'
          ? ['none']
          : [...serious.filter((one) => one !== 'none'), value],
    );
  return (
    <form onSubmit={(event) => void send(event)} noValidate className="own-form">
      <p className="own-emergency">{ownAdverse.danger}</p>
      <p className="own-hint">{ownAdverse.hint}</p>
      <OwnText
        id="adverse-what"
        label={ownAdverse.what}
        hint={ownAdverse.whatHint}
        wrong={tried ? wrong.what : undefined}
        value={what}
        most={250}
        change={setWhat}
      />
      <OwnChoices
        id="adverse-which"
        label={ownAdverse.which}
        wrong={tried ? wrong.which : undefined}
        options={own.medicines.map((name) => [name, name])}
        chosen={suspects}
        several
        choose={(name) => setSuspects(suspects.includes(name) ? suspects.filter((one) => one !== name) : [...suspects, name])}
      />
      <OwnText id="adverse-other" label={ownAdverse.other} value={other} most={200} change={setOther} />
      <OwnText id="adverse-batch" label={ownAdverse.batch} value={batch} most={80} change={setBatch} />
      <OwnText id="adverse-since" label={ownAdverse.since} value={since} type="date" change={setSince} />
      <OwnChoices
        id="adverse-now"
        label={ownAdverse.still}
        options={Object.entries(ownAdverse.stillOptions) as [Now, string][]}
        chosen={now ? [now] : []}
        choose={setNow}
      />
      <OwnChoices
        id="adverse-stopped"
        label={ownAdverse.stopped}
        options={Object.entries(ownAdverse.stoppedOptions) as [Stopped, string][]}
        chosen={stopped ? [stopped] : []}
        choose={setStopped}
      />
      {(stopped === 'stopped' || stopped === 'reduced') && (
        <OwnChoices
          id="adverse-better"
          label={ownAdverse.better}
          options={Object.entries(ownAdverse.betterOptions) as [Better, string][]}
          chosen={better ? [better] : []}
          choose={setBetter}
        />
      )}
      <OwnChoices
        id="adverse-serious"
        label={ownAdverse.serious}
        wrong={tried ? wrong.serious : undefined}
        options={[...SERIOUS.map((one) => [one, ownAdverse.seriousOptions[one]] as const), ['none', ownAdverse.none] as const]}
        chosen={serious}
        several
        choose={toggle}
      />
      <OwnText id="adverse-more" label={ownAdverse.more} value={more} most={4000} long change={setMore} />
      <button type="submit" className="own-option own-send" disabled={sending}>
        {sending ? words.fill.sending : ownAdverse.send}
      </button>
      {refused && (
        <p className="own-wrong" role="alert">
          {refused}
        </p>
      )}
      <button type="button" className="own-link" onClick={close}>
        {ownAdverse.back}
      </button>
    </form>
  );
}
