import type { DeadLetter, ExpiredLetter, PersonReach } from '../../../api/reach-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { failureText } from '../format/refusal.ts';
import { Ago } from '../parts/moment.tsx';
import { Page } from '../parts/page.tsx';
import { ListPanel } from '../parts/panel.tsx';
import { Reason, useReason } from '../parts/reason.tsx';
import { Problem, SkeletonBlock } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useMore } from '../parts/use-more.tsx';
import { Link } from '../router.tsx';
import type { Words } from '../words/en.ts';
import { useSpeech, useWords } from '../words/words.tsx';
import { TestAlarm } from './test-alarm.tsx';
import '../styles/contact.css';

/** Who can be reached and who cannot, and the messages that were given up. */
export function ReachPage() {
  const { reach: words } = useWords();
  const people = useResource(resources.reach);
  const dead = useResource(resources.deadLetters);
  const late = useResource(resources.expiredLetters);
  const lost = people.data?.filter(({ reachable }) => !reachable) ?? [];
  const others = people.data?.filter(({ reachable }) => reachable) ?? [];
  return (
    <Page title={words.title}>
      <p className="lede muted">{words.lede}</p>
      {people.error && <Problem error={people.error} again={people.reload} />}
      {people.first && <SkeletonBlock height={240} />}
      {people.data && (
        <>
          <People title={lost.length > 0 ? words.cannot(lost.length) : words.allCan} people={lost} />
          {others.length > 0 && <People title={words.can} people={others} />}
        </>
      )}
      <ListPanel title={words.dead} loaded={dead} none={words.noDead}>
        {(letters) => (
          <ul className="entries">
            {letters.map((letter) => (
              <Dead key={letter.key} letter={letter} />
            ))}
          </ul>
        )}
      </ListPanel>
      <ListPanel title={words.late} loaded={late} none={words.noLate}>
        {(letters) => <Late letters={letters} />}
      </ListPanel>
    </Page>
  );
}

function People({ title, people }: { readonly title: string; readonly people: readonly PersonReach[] }) {
  return (
    <section className="panel" aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
      </header>
      <ul className="entries">
        {people.map((one) => (
          <Row key={one.person} one={one} />
        ))}
      </ul>
    </section>
  );
}

function Row({ one: { person, patient, name, ways, reachable } }: { readonly one: PersonReach }) {
  const { reach: words, channel: channels, common } = useWords();
  const reasonOf = useReason();
  return (
    <li className="entry reach-row">
      <span className="reach-name">
        {patient ? (
          <Link className="link" to={`/patients/${patient}`}>
            {name}
          </Link>
        ) : (
          name
        )}
      </span>
      <span className="reach-ways">
        {ways.length === 0 && <span className={reachable ? 'muted' : 'reach-bad'}>{words.noWay}</span>}
        {ways.map(({ channel, mark, state, confirmed, why }) => (
          <span
            key={`${channel} ${mark}`}
            className={state === 'silent' || state === 'wrong-address' ? 'reach-bad' : 'muted'}
            title={why && (reasonOf(why) ?? why)}
          >
            {channels[channel as keyof Words['channel']] ?? channel}
            {common.colon}
            {words.state[state]}
            {confirmed !== undefined && (
              <>
                {' '}
                ({words.confirmedAt} <Ago at={confirmed} zone={undefined} />)
              </>
            )}
          </span>
        ))}
      </span>
      {patient && person.startsWith('patient:') && ways.length > 0 && <TestAlarm patient={{ id: patient, name }} />}
    </li>
  );
}

function Dead({ letter }: { readonly letter: DeadLetter }) {
  const { language, words } = useSpeech();
  const what = words.template[letter.template as keyof Words['template']] ?? letter.template;
  const again = async () => {
    try {
      await acts.replayMessage(letter.key);
      say(words.reach.didAgain);
      refresh((path) => path === '/messages/dead');
    } catch (error) {
      say(failureText(error, language, words), true);
    }
  };
  return (
    <li className="entry reach-row">
      <Letter letter={letter} />
      <button type="button" className="button" aria-label={words.reach.againOf(what)} onClick={() => void again()}>
        {words.reach.again}
      </button>
    </li>
  );
}

/** What was not sent in time: nothing can be done about the message, perhaps about its reason. */
function Late({ letters }: { readonly letters: readonly ExpiredLetter[] }) {
  const { reach: words, channel: channels } = useWords();
  const { shown, button } = useMore(letters, 10);
  const name = (channel: string) => channels[channel as keyof Words['channel']] ?? channel;
  return (
    <>
      <ul className="entries">
        {shown.map((letter) => (
          <li key={letter.key} className="entry reach-row">
            <Letter letter={letter} />
            {letter.took && <span className="muted">{words.inTimeBy(letter.took.split(', ').map(name).join(words.and))}</span>}
          </li>
        ))}
      </ul>
      {button}
    </>
  );
}

function Letter({ letter: { patient, patientName, to, template, at, why } }: { readonly letter: DeadLetter }) {
  const words = useWords();
  return (
    <>
      <span className="reach-name">
        {words.template[template as keyof Words['template']] ?? template} {words.delivery.to(words.role[to])}
      </span>
      <span className="reach-ways muted">
        {patientName && (
          <Link className="link" to={`/patients/${patient}`}>
            {patientName}
          </Link>
        )}
        <Ago at={at} zone={undefined} />
        <span>
          <Reason why={why} />
        </span>
      </span>
    </>
  );
}
