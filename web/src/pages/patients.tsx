import { useState } from 'react';
import type { PatientRow } from '../../../api/contract.ts';
import { Link } from '../parts/link.tsx';
import { readingText } from '../parts/reading-text.ts';
import { useResource } from '../resource.ts';
import { go } from '../router.ts';
import { useSpeech } from '../words/speak.ts';

const SEVERITIES = ['high', 'medium', 'low'] as const;

export function Patients() {
  const { say, ago } = useSpeech();
  const { value: patients, problem } = useResource<PatientRow[]>('/patients');
  const [sought, setSought] = useState('');
  if (problem && !patients) return <p className="problem">{say('loadingFailed', { why: problem })}</p>;
  if (!patients) return <div className="skeleton tall" />;
  const found = patients
    .filter(({ name, id }) => `${name} ${id}`.toLowerCase().includes(sought.toLowerCase()))
    .sort((a, b) => b.openAlerts.high - a.openAlerts.high || b.openAlerts.medium - a.openAlerts.medium || a.name.localeCompare(b.name))
    .slice(0, 200);
  return (
    <>
      <div className="heading">
        <h1>
          {say('patients')} <span className="count">{patients.length}</span>
        </h1>
        <input
          type="search"
          placeholder={say('search')}
          aria-label={say('search')}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      </div>
      {patients.length === 0 && <p className="empty card">{say('noPatients')}</p>}
      <div className="card table-card">
        <table className="wide">
          <thead>
            <tr>
              <th>{say('name')}</th>
              <th className="hide-narrow">{say('age')}</th>
              <th>{say('glucose')}</th>
              <th>{say('bloodPressure')}</th>
              <th>{say('openAlerts')}</th>
              <th className="hide-narrow">{say('lastHeard')}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((patient) => (
              <tr key={patient.id} className="clickable" onClick={() => go(`/patients/${patient.id}`)}>
                <td>
                  <Link to={`/patients/${patient.id}`}>{patient.name}</Link>
                  <div className="quiet small">{patient.conditions.join(', ')}</div>
                </td>
                <td className="hide-narrow">{patient.birthYear && new Date().getFullYear() - patient.birthYear}</td>
                <td className="figure">{patient.latest.glucose && readingText(patient.latest.glucose, patient.glucoseUnit)}</td>
                <td className="figure">{patient.latest.bloodPressure && readingText(patient.latest.bloodPressure, patient.glucoseUnit)}</td>
                <td>
                  {SEVERITIES.filter((severity) => patient.openAlerts[severity] > 0).map((severity) => (
                    <span key={severity} className={`severity ${severity}`}>
                      {patient.openAlerts[severity]} {say(severity)}
                    </span>
                  ))}
                </td>
                <td className="hide-narrow">
                  {patient.lastHeard ? ago(patient.lastHeard) : say('never')}
                  {patient.overdue.length > 0 && (
                    <div className="small warn">
                      {say('overdue', {
                        kinds: patient.overdue.map((kind) => say(kind === 'glucose' ? 'glucose' : 'bloodPressure')).join(', '),
                      })}
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
