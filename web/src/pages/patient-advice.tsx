import type { AdviceView, PatientRow } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Moment } from '../parts/moment.tsx';
import { ListPanel } from '../parts/panel.tsx';
import { useMore } from '../parts/use-more.tsx';
import { Link } from '../router.tsx';
import type { Words } from '../words/en.ts';
import { useSpeech, useWords } from '../words/words.tsx';

/** What the patient was advised, by whom, and what it stands on. */
export function PatientAdvice({ patient }: { readonly patient: PatientRow }) {
  const { patient: words } = useWords();
  const advice = useResource(resources.advice(patient.id));
  return (
    <ListPanel title={words.adviceTitle} loaded={advice} none={words.noAdvice}>
      {(items) => <Items items={items} zone={patient.zone} />}
    </ListPanel>
  );
}

function Items({ items, zone }: { readonly items: readonly AdviceView[]; readonly zone: string }) {
  const { shown, button } = useMore(items, 1);
  return (
    <>
      <ul className="entries">
        {shown.map((one) => (
          <Item key={one.id} advice={one} zone={zone} />
        ))}
      </ul>
      {button}
    </>
  );
}

function Item({ advice, zone }: { readonly advice: AdviceView; readonly zone: string }) {
  const { language, words } = useSpeech();
  const { approval } = advice;
  const sent = approval?.sent;
  return (
    <li className="entry advice">
      <p className="entry-meta">
        <Moment at={advice.written} zone={zone} />
        <span>{words.patient.writtenBy(advice.by === 'curated' ? words.patient.curated : advice.by)}</span>
        {advice.language !== language && <span>{words.patient.sentIn[advice.language]}</span>}
        {approval && (
          <span className={approval.is === 'approved' ? 'badge' : 'badge badge-overdue'}>
            {words.held.state[approval.is]}
            {approval.by !== undefined && ` ${words.held.by(approval.byName ?? approval.by)}`}
          </span>
        )}
        {advice.withdrawn && <span className="badge badge-overdue">{words.patient.takenBack}</span>}
      </p>
      {approval?.reason && <p className="muted small">{approval.reason}</p>}
      {approval?.is === 'waiting' && (
        <p>
          <Link className="link" to="/advice">
            {words.held.title}
          </Link>
        </p>
      )}
      <Text sentences={sent ?? advice.sentences} language={advice.language} />
      {sent && (
        <details className="facts">
          <summary>{words.held.writtenText}</summary>
          <Text sentences={advice.sentences} language={advice.language} />
        </details>
      )}
      {advice.facts.length > 0 && (
        <details className="facts">
          <summary>{words.patient.facts(advice.facts.length)}</summary>
          <ul lang={advice.language}>
            {advice.facts.map(({ id, statement }) => (
              <li key={id}>{statement}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Text({ sentences, language }: Pick<AdviceView, 'sentences' | 'language'>) {
  const words = useWords();
  const topics = [...new Set(sentences.map(({ topic }) => topic))];
  return (
    <div lang={language}>
      {topics.map((topic) => (
        <section key={topic} className={`advice-topic advice-${topic}`}>
          <h3>{words.topic[topic as keyof Words['topic']] ?? topic}</h3>
          <ul>
            {sentences
              .filter((sentence) => sentence.topic === topic)
              .map(({ text, source }) => (
                <li key={text} title={source}>
                  {text}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
