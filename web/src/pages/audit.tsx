import { useState } from 'react';
import type { ActView, AuditState } from '../../../api/audit-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { failureText } from '../format/refusal.ts';
import { whatText } from '../format/seen.ts';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { useMay } from '../parts/may.tsx';
import { Ago, Moment } from '../parts/moment.tsx';
import { Page } from '../parts/page.tsx';
import { Problem, Skeleton, SkeletonBlock } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { Link } from '../router.tsx';
import type { Words } from '../words/en.ts';
import { useSpeech, useWords } from '../words/words.tsx';
import '../styles/places.css';
import '../styles/seen.css';

const PAGE = 100;

/** Whether the audit is whole, and who did and saw what. */
export function AuditPage() {
  const { audit: words } = useWords();
  return (
    <Page title={words.title} wide>
      <p className="muted audit-lede">{words.lede}</p>
      <Proof />
      <Acts />
    </Page>
  );
}

function Proof() {
  const { language, words } = useSpeech();
  const state = useResource(resources.auditState);
  const [proving, setProving] = useState(false);
  const prove = async () => {
    setProving(true);
    try {
      await acts.proveAudit();
      refresh((path) => path === resources.auditState.path);
    } catch (error) {
      say(failureText(error, language, words), true);
    } finally {
      setProving(false);
    }
  };
  if (state.error) return <Problem error={state.error} again={state.reload} />;
  if (!state.data) return <SkeletonBlock height={160} />;
  const { proof, refused, copy } = state.data;
  const bad = proof?.ok === false || refused !== undefined || copy !== undefined;
  return (
    <section
      className={`panel store ${bad ? 'store-bad' : proof ? 'store-ok' : ''}`}
      aria-label={words.audit.proof}
      role={bad ? 'alert' : undefined}
    >
      <Icon name={bad ? 'warning' : proof ? 'check' : 'history'} size={20} />
      <div className="audit-proof">
        <div>
          <h2>{!proof ? words.audit.unproved : proof.ok ? words.audit.whole : words.audit.broken}</h2>
          {proof?.findings.map((finding) => (
            <p key={finding} lang="en">
              {finding}
            </p>
          ))}
          {refused && <Trouble title={words.audit.refused} why={refused.why} />}
          {copy && <Trouble title={words.audit.copy} why={copy.why} />}
          <Facts state={state.data} />
        </div>
        <button type="button" className="button" disabled={proving} onClick={() => void prove()}>
          {proving ? words.audit.proving : words.audit.prove}
        </button>
      </div>
    </section>
  );
}

function Trouble({ title, why }: { readonly title: string; readonly why: string }) {
  return (
    <>
      <h3>{title}</h3>
      <p lang="en">{why}</p>
    </>
  );
}

function Facts({ state: { proof, head, key } }: { readonly state: AuditState }) {
  const { language, words } = useSpeech();
  const number = (n: number) => new Intl.NumberFormat(language).format(n);
  return (
    <dl className="audit-facts">
      {proof && (
        <>
          <dt>{words.audit.provedAt}</dt>
          <dd>
            <Ago at={proof.at} zone={undefined} /> {proof.ok && `(${words.audit.proved(number(proof.acts))})`}
          </dd>
        </>
      )}
      <dt>{words.audit.head}</dt>
      <dd>
        {head ? (
          <>
            {words.audit.headOf(number(head.n), number(head.seq))} <Ago at={head.at} zone={undefined} />
            <br />
            <code>{head.hash}</code>
          </>
        ) : (
          words.audit.noHead
        )}
      </dd>
      <dt>{words.audit.key}</dt>
      <dd>
        <code>{key}</code>
      </dd>
    </dl>
  );
}

function Acts() {
  const { audit: words, seen } = useWords();
  const [by, setBy] = useState('');
  const [patient, setPatient] = useState('');
  const [did, setDid] = useState('');
  const [before, setBefore] = useState<number>();
  const { data, error, first, reload } = useResource(resources.acts({ by: by.trim(), patient: patient.trim(), did, before }, PAGE));
  const users = useResource(resources.users).data ?? [];
  const choose = (set: (value: string) => void) => (value: string) => {
    setBefore(undefined);
    set(value);
  };
  return (
    <section className="panel" aria-label={words.open}>
      <div className="audit-filter">
        <Field label={words.person}>
          {(props) => (
            <select className="input" value={by} onChange={(event) => choose(setBy)(event.target.value)} {...props}>
              <option value="">{words.kinds['']}</option>
              {[
                ...users.map(({ id, name }) => [id, name] as const),
                ['command line', seen.commandLine] as const,
                ['hearth', 'Hearth'] as const,
              ].map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.patient}>
          {(props) => <input className="input" value={patient} onChange={(event) => choose(setPatient)(event.target.value)} {...props} />}
        </Field>
        <Field label={words.kind}>
          {(props) => (
            <select className="input" value={did} onChange={(event) => choose(setDid)(event.target.value)} {...props}>
              {Object.entries(words.kinds).map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {error && <Problem error={error} again={reload} />}
      {first && <Skeleton lines={6} />}
      {data?.length === 0 && <p className="muted">{words.none}</p>}
      {data && data.length > 0 && <Table acts={data} />}
      {data?.length === PAGE && (
        <button type="button" className="button" onClick={() => setBefore(data.at(-1)?.seq)}>
          {words.older}
        </button>
      )}
    </section>
  );
}

function Table({ acts: shown }: { readonly acts: readonly ActView[] }) {
  const words = useWords();
  const { seePatients } = useMay();
  return (
    <div className="table-frame">
      <table className="table table-cards audit-table">
        <thead>
          <tr>
            <th>{words.audit.act}</th>
            <th>{words.audit.when}</th>
            <th>{words.audit.who}</th>
            <th>{words.audit.what}</th>
            <th>{words.audit.patient}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((act) => (
            <tr key={act.seq}>
              <td className="number" title={act.hash}>
                {act.seq}
              </td>
              <td data-label={words.audit.when}>
                <Moment at={act.at} zone={undefined} />
              </td>
              <td data-label={words.audit.who}>{act.by === 'command line' ? words.seen.commandLine : (act.byName ?? act.by)}</td>
              <td data-label={words.audit.what}>
                <details>
                  <summary>{actText(act, words)}</summary>
                  <div className="audit-about">
                    <code>{act.did}</code> {aboutText(act.about)}
                    {typeof act.about.alert === 'string' && (
                      <p>
                        <a className="link" href={`/api/v1/alerts/${encodeURIComponent(act.about.alert)}/bundle`} download>
                          {seePatients ? words.audit.bundle : words.audit.sealed}
                        </a>
                      </p>
                    )}
                  </div>
                </details>
              </td>
              <td>
                {act.patient &&
                  (seePatients ? (
                    <Link className="link" to={`/patients/${act.patient}`}>
                      {act.patient}
                    </Link>
                  ) : (
                    // Whoever audits reads who saw whom, and no patient's page.
                    <code>{act.patient}</code>
                  ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const actText = ({ did, about }: ActView, words: Words): string => {
  if (did.startsWith('read')) return whatText({ is: 'looked', kind: String(about.kind) }, words);
  if (Object.hasOwn(words.seen.did, did)) return whatText({ is: 'did', did }, words);
  return Object.hasOwn(words.acts, did) ? words.acts[did as keyof Words['acts']] : did;
};

const aboutText = (about: ActView['about']): string =>
  Object.entries(about)
    .filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
