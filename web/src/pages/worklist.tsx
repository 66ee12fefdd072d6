import { useEffect, useMemo, useState } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import { post } from '../api.ts';
import { AlertLine } from '../parts/alert-line.tsx';
import { Link } from '../parts/link.tsx';
import { NoteDialog } from '../parts/note-dialog.tsx';
import { useResource } from '../resource.ts';
import { go } from '../router.ts';
import { useSpeech } from '../words/speak.ts';

/** What needs a person, most urgent first, by patient. */
export function Worklist() {
  const { say } = useSpeech();
  const { value: alerts, problem, reload } = useResource<AlertView[]>('/alerts');
  const [at, setAt] = useState(0);
  const [resolving, setResolving] = useState<AlertView>();
  const groups = useMemo(() => [...Map.groupBy(alerts ?? [], ({ patient }) => patient)], [alerts]);
  const flat = useMemo(() => groups.flatMap(([, group]) => group), [groups]);
  const chosen = flat[Math.min(at, flat.length - 1)];

  const acknowledge = (alert: AlertView) => post(`/alerts/${alert.id}/acknowledge`).then(reload);
  const resolve = (alert: AlertView, note: string) =>
    post(`/alerts/${alert.id}/resolve`, { note }).then(() => {
      setResolving(undefined);
      return reload();
    });

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (resolving || event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'j') setAt((now) => Math.min(now + 1, flat.length - 1));
      if (event.key === 'k') setAt((now) => Math.max(now - 1, 0));
      if (!chosen) return;
      if (event.key === 'a' && chosen.state.is === 'active') void acknowledge(chosen);
      if (event.key === 'r') {
        event.preventDefault();
        setResolving(chosen);
      }
      if (event.key === 'Enter' && event.target === document.body) go(`/patients/${chosen.patient}`);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });

  if (problem && !alerts) return <p className="problem">{say('loadingFailed', { why: problem })}</p>;
  if (!alerts) return <div className="skeleton tall" />;
  return (
    <>
      <div className="heading">
        <h1>
          {say('worklist')} <span className="count">{alerts.length}</span>
        </h1>
        <p className="quiet small hide-narrow">{say('keys')}</p>
      </div>
      {groups.length === 0 && (
        <div className="empty card">
          <p>{say('nothingOpen')}</p>
          <p className="quiet">{say('nothingOpenHint')}</p>
          <Link to="/patients">{say('patients')}</Link>
        </div>
      )}
      {groups.map(([patient, group]) => (
        <section key={patient} className="card group">
          <h2>
            <Link to={`/patients/${patient}`}>{group[0]!.patientName ?? patient}</Link>
          </h2>
          <ul className="rows">
            {group.map((alert) => (
              <li key={alert.id} className={alert.id === chosen?.id ? 'row chosen' : 'row'} onMouseEnter={() => setAt(flat.indexOf(alert))}>
                <AlertLine alert={alert} {...(alert.zone ? { zone: alert.zone } : {})} />
                <div className="actions">
                  {alert.state.is === 'active' && (
                    <button type="button" onClick={() => void acknowledge(alert)}>
                      {say('acknowledge')}
                    </button>
                  )}
                  <button type="button" onClick={() => setResolving(alert)}>
                    {say('resolve')}
                  </button>
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {resolving && (
        <NoteDialog title={say('whatWasDone')} onCancel={() => setResolving(undefined)} onSave={(note) => resolve(resolving, note)} />
      )}
    </>
  );
}
