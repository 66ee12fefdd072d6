import { type FormEvent, Fragment, useState } from 'react';
import type { ThresholdView } from '../../../api/contract.ts';
import { put } from '../api.ts';
import { useResource } from '../resource.ts';
import { useSpeech } from '../words/speak.ts';

const keyOf = ({ rule, name }: ThresholdView): string => `${rule}.${name}`;

/** The limits in force for one patient, where each comes from, and changing it with a reason. */
export function Thresholds({ patient }: { patient: string }) {
  const { say, of, moment } = useSpeech();
  const { value: thresholds, reload } = useResource<ThresholdView[]>(`/patients/${patient}/thresholds`);
  const [editing, setEditing] = useState<string>();
  if (!thresholds) return <div className="skeleton tall" />;
  return (
    <section className="card table-card">
      <p className="quiet small">{say('inForceNote')}</p>
      <table className="wide">
        <thead>
          <tr>
            <th>{say('rule')}</th>
            <th>{say('value')}</th>
            <th>{say('fromWhere')}</th>
            <th className="hide-narrow">{say('source')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {thresholds.map((threshold) => (
            <Fragment key={keyOf(threshold)}>
              <tr>
                <td>
                  {of(threshold.title)}
                  <div className="quiet small">{of(threshold.label)}</div>
                </td>
                <td className="figure">
                  {threshold.value} {threshold.unit}
                </td>
                <td>{say(threshold.fromWhere)}</td>
                <td className="hide-narrow small quiet">
                  {threshold.source.organisation}, {threshold.source.year}
                  {threshold.source.section && `, ${threshold.source.section}`}
                  <div className={threshold.source.evidence === 'unverified' ? 'warn' : ''}>{say(threshold.source.evidence)}</div>
                </td>
                <td>
                  <button type="button" onClick={() => setEditing(editing === keyOf(threshold) ? undefined : keyOf(threshold))}>
                    {say('change')}
                  </button>
                </td>
              </tr>
              {editing === keyOf(threshold) && (
                <tr className="editor">
                  <td colSpan={5}>
                    <Editor
                      patient={patient}
                      threshold={threshold}
                      onDone={() => {
                        setEditing(undefined);
                        void reload();
                      }}
                    />
                    {threshold.history.length > 0 && (
                      <div className="small">
                        <h3>{say('history')}</h3>
                        <ul>
                          {threshold.history.map(({ scope, value, by, reason, since }) => (
                            <li key={`${scope}${since}`}>
                              {moment(since)} · {scope === 'clinic' ? say('clinic') : say('patient')} · {value} {threshold.unit} · {by}:{' '}
                              {reason}
                            </li>
                          ))}
                        </ul>
                      </div>
                    )}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Editor({ patient, threshold, onDone }: { patient: string; threshold: ThresholdView; onDone: () => void }) {
  const { say } = useSpeech();
  const [value, setValue] = useState(threshold.value);
  const [problem, setProblem] = useState<string>();
  const { min, max, step, unit } = threshold;
  const save = (chosen: number | null, reason: string) =>
    put(`/patients/${patient}/thresholds/${threshold.rule}/${threshold.name}`, { value: chosen, reason })
      .then(onDone)
      .catch((error: Error) => setProblem(error.message));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void save(value, String(new FormData(event.currentTarget).get('reason')));
  };
  return (
    <form className="threshold" onSubmit={submit} noValidate>
      <label>
        {say('value')} ({unit})
        <input type="number" step="any" value={value} onChange={(event) => setValue(Number(event.target.value))} />
      </label>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-label={say('value')}
        onChange={(event) => setValue(Number(event.target.value))}
      />
      <span className="quiet small">{say('bounds', { min, max, unit })}</span>
      <label className="grow">
        {say('reason')}
        <input name="reason" placeholder={say('reasonHint')} autoComplete="off" />
      </label>
      <div className="actions">
        <button type="submit" className="primary">
          {say('save')}
        </button>
        {threshold.fromWhere === 'patient' && (
          <button type="button" onClick={() => void save(null, say('backToDefault'))}>
            {say('backToDefault')}
          </button>
        )}
      </div>
      <p role="alert" className="problem">
        {problem}
      </p>
    </form>
  );
}
