import { useState } from 'react';
import type { AdverseView } from '../../../api/adverse-contract.ts';
import type { SessionView } from '../../../api/contract.ts';
import type { AdverseContent } from '../../../domain/adverse-content.ts';
import { EFFECT_WORDS, PROFESSION_WORDS, SEX_WORDS, STATE_WORDS } from '../../../domain/adverse-words.ts';
import * as acts from '../api/acts.ts';
import { learn, refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { tidied } from '../format/adverse-draft.ts';
import { failureText } from '../format/refusal.ts';
import { mayOf } from '../parts/may.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Problem, SkeletonBlock } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { Link } from '../router.tsx';
import { useSpeech } from '../words/words.tsx';
import { Due } from './adverse.tsx';
import { AdverseActs } from './adverse-acts.tsx';
import { AdverseAround } from './adverse-around.tsx';
import { AdverseFields, type Fields } from './adverse-fields.tsx';
import { DrugPart, ReactionPart } from './adverse-parts.tsx';
import '../styles/adverse.css';

const PATIENT: Fields = [
  ['initials', 'line'],
  ['ageYears', 'number'],
  ['sex', SEX_WORDS],
  ['weightKg', 'number'],
  ['disease', 'line'],
  ['history', 'lines'],
];
const FURTHER: Fields = [
  ['isNew', 'yes-no'],
  ['effectOnDisease', EFFECT_WORDS],
  ['tests', 'lines'],
  ['narrative', 'lines'],
  ['comment', 'lines'],
];
const REPORTER: Fields = [
  ['profession', PROFESSION_WORDS],
  ['name', 'line'],
  ['organisation', 'line'],
  ['phone', 'line'],
  ['email', 'line'],
  ['country', 'line'],
];

/** One report: what stands in it, what it lacks, and what can be done with it. */
export function AdverseReportPage({ id, session }: { readonly id: string; readonly session: SessionView }) {
  const { words } = useSpeech();
  const report = useResource(resources.adverseReport(id));
  if (report.error?.status === 404)
    return (
      <Empty
        alone
        title={words.adverse.missingReport}
        action={
          <Link className="button" to="/adverse">
            {words.adverse.back}
          </Link>
        }
      />
    );
  return (
    <Page
      title={words.adverse.report}
      aside={
        <Link className="button" to="/adverse">
          {words.adverse.back}
        </Link>
      }
    >
      {report.error && <Problem error={report.error} again={report.reload} />}
      {report.first && <SkeletonBlock height={480} />}
      {/* A newer version replaces what is being typed only when it was saved here: the server refuses an older one. */}
      {report.data && <Report key={report.data.id} view={report.data} session={session} />}
    </Page>
  );
}

function Report({ view, session }: { readonly view: AdverseView; readonly session: SessionView }) {
  const { language, words } = useSpeech();
  const { adverse } = words;
  const [shown, setShown] = useState(view);
  const [content, setContent] = useState<AdverseContent>(view.content);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  // What somebody else saved is shown at once, unless something is being typed here.
  const changed = JSON.stringify(content) !== JSON.stringify(shown.content);
  if (view.version > shown.version && !changed) {
    setShown(view);
    setContent(view.content);
  }
  const isOpen = ['draft', 'submitted', 'under-review'].includes(shown.state);
  const disabled = !isOpen || !mayOf(session.user.role).completeReactions;
  const wrong = new Map<string, string>([
    ...(tried ? shown.missing.map(({ pointer, says }) => [pointer, says[language]] as const) : []),
    ...(refused?.code === 'api.invalid'
      ? refused.fields.map(({ pointer, detail }) => [pointer.replace(/^\/content/, ''), detail] as const)
      : []),
  ]);
  const take = (next: AdverseView) => {
    setShown(next);
    setContent(next.content);
    learn(resources.adverseReport(next.id).path, next);
    refresh((path) => path === resources.adverseReports.path);
  };
  const act = async (work: () => Promise<AdverseView>, done: string) => {
    setBusy(true);
    setRefused(undefined);
    try {
      take(await work());
      say(done);
    } catch (error) {
      if (error instanceof ApiError) setRefused(error);
      say(failureText(error, language, words), true);
    } finally {
      setBusy(false);
    }
  };
  const save = () => act(() => acts.saveAdverse(shown.id, shown.version, tidied(content)), adverse.saved);
  const complete = () => {
    setTried(true);
    if (shown.missing.length > 0) return say(adverse.missing(shown.missing.length), true);
    return act(() => acts.completeAdverse(shown.id, shown.version), adverse.completed);
  };
  const set = (more: Partial<AdverseContent>) => setContent({ ...content, ...more });
  const inPlace = <P,>(list: readonly P[], at: number, part: P | undefined): P[] =>
    list.flatMap((one, i) => (i === at ? (part === undefined ? [] : [part]) : [one]));
  const fields = { wrong, disabled };

  return (
    <form
      className="adverse"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <section className="panel" aria-label={STATE_WORDS[shown.state][language]}>
        <p className="waiting-head">
          <strong>
            <Link to={`/patients/${shown.patient}`}>{shown.patientName ?? shown.patient}</Link>
          </strong>
          <span className="badge">{STATE_WORDS[shown.state][language]}</span>
          {shown.seriousness && shown.seriousness.length > 0 && <span className="badge badge-overdue">{adverse.serious}</span>}
          {shown.deadline && shown.state !== 'exported' && shown.state !== 'dismissed' && (
            <Due due={shown.deadline.due} zone={shown.zone} />
          )}
        </p>
        {shown.deadline && (
          <p className="muted small">
            {shown.deadline.says[language]} {shown.deadline.source.title}, {shown.deadline.source.year} (
            {words.thresholds.evidence[shown.deadline.source.evidence]})
          </p>
        )}
        {shown.reason && <p className="muted">{shown.reason}</p>}
        {shown.words && (
          <p>
            {adverse.words}
            {words.common.colon}
            {shown.words}
          </p>
        )}
        {isOpen && shown.missing.length > 0 && (
          <details className="facts" open={tried}>
            <summary>{adverse.missing(shown.missing.length)}</summary>
            <ul>
              {shown.missing.map(({ pointer, says }) => (
                <li key={pointer}>{says[language]}</li>
              ))}
            </ul>
          </details>
        )}
        <h2 className="adverse-findings">{adverse.findings}</h2>
        {shown.findings.length === 0 && <p className="muted small">{adverse.noFindings}</p>}
        <ul>
          {shown.findings.map(({ id, effect, source }) => (
            <li key={id}>
              {effect[language]}{' '}
              <span className="muted small">
                {source.title}, {source.year} ({words.thresholds.evidence[source.evidence]})
              </span>
            </li>
          ))}
        </ul>
      </section>
      <fieldset className="panel adverse-part">
        <legend>{adverse.patient}</legend>
        <AdverseFields
          part={content.patient}
          fields={PATIENT}
          at="/patient"
          {...fields}
          change={(patient) => set({ patient: patient as AdverseContent['patient'] })}
        />
      </fieldset>
      {content.reactions.map((part, nth) => (
        <ReactionPart
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and are only added at the end.
          key={nth}
          part={part}
          nth={nth}
          {...fields}
          change={(next) => set({ reactions: inPlace(content.reactions, nth, next) })}
          remove={() => set({ reactions: inPlace(content.reactions, nth, undefined) })}
        />
      ))}
      {!disabled && (
        <button type="button" className="button" onClick={() => set({ reactions: [...content.reactions, { term: '' }] })}>
          {adverse.addReaction}
        </button>
      )}
      {content.drugs.map((part, nth) => (
        <DrugPart
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          key={nth}
          part={part}
          nth={nth}
          {...fields}
          change={(next) => set({ drugs: inPlace(content.drugs, nth, next) })}
          remove={() => set({ drugs: inPlace(content.drugs, nth, undefined) })}
        />
      ))}
      {!disabled && (
        <button type="button" className="button" onClick={() => set({ drugs: [...content.drugs, { role: 'suspect', name: '' }] })}>
          {adverse.addDrug}
        </button>
      )}
      <AdverseAround report={shown} chosen={content.readings} disabled={disabled} change={(readings) => set({ readings: [...readings] })} />
      <fieldset className="panel adverse-part">
        <legend>{adverse.further}</legend>
        <AdverseFields part={content} fields={FURTHER} at="" {...fields} change={(next) => setContent(next as AdverseContent)} />
      </fieldset>
      <fieldset className="panel adverse-part">
        <legend>{adverse.reporter}</legend>
        <AdverseFields
          part={content.reporter}
          fields={REPORTER}
          at="/reporter"
          names={{ name: adverse.reporterName }}
          {...fields}
          change={(reporter) => set({ reporter: reporter as AdverseContent['reporter'] })}
        />
      </fieldset>
      {refused && (
        <p className="field-wrong" role="alert">
          {failureText(refused, language, words)}
        </p>
      )}
      {mayOf(session.user.role).completeReactions && (
        <AdverseActs report={shown} changed={changed} busy={busy} complete={() => void complete()} act={act} />
      )}
    </form>
  );
}
