import { type FormEvent, useState } from 'react';
import type { DeviceView, PatientRow } from '../../../api/contract.ts';
import { post } from '../api.ts';
import { useResource } from '../resource.ts';
import { useSpeech } from '../words/speak.ts';

export function Devices() {
  const { say, ago } = useSpeech();
  const { value: devices, reload } = useResource<DeviceView[]>('/devices');
  const { value: patients } = useResource<PatientRow[]>('/patients');
  const [problem, setProblem] = useState<string>();
  const [secret, setSecret] = useState<{ id: string; secret: string }>();
  const done = (work: Promise<unknown>) => work.then(reload).catch((error: Error) => setProblem(error.message));

  const enrol = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setProblem(undefined);
    const form = new FormData(event.currentTarget);
    const optional = (name: string) => (form.get(name) ? { [name]: form.get(name) } : {});
    const body = { id: form.get('id'), zone: form.get('zone'), ...optional('model'), ...optional('patient') };
    void done(post<DeviceView & { secret: string }>('/devices', body).then(setSecret));
  };
  const revoke = (device: DeviceView) => {
    if (window.confirm(say('revokeSure', { device: device.id }))) void done(post(`/devices/${device.id}/revoke`));
  };
  const choices = patients?.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));

  return (
    <>
      <div className="heading">
        <h1>{say('devices')}</h1>
      </div>
      <form className="card enrol" onSubmit={enrol}>
        <h2>{say('enrol')}</h2>
        <label>
          {say('device')}
          <input name="id" required placeholder="cuff-1" autoComplete="off" />
        </label>
        <label>
          {say('model')}
          <input name="model" autoComplete="off" />
        </label>
        <label>
          {say('zone')}
          <input name="zone" required defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone} />
        </label>
        <label>
          {say('belongsTo')}
          <select name="patient" defaultValue="">
            <option value="">{say('nobody')}</option>
            {choices}
          </select>
        </label>
        <button type="submit" className="primary">
          {say('enrol')}
        </button>
        <p role="alert" className="problem">
          {problem}
        </p>
        {secret && (
          <p className="secret">
            {say('secretOnce', { device: secret.id })} <code>{secret.secret}</code>
          </p>
        )}
      </form>
      <div className="card table-card">
        <table className="wide">
          <thead>
            <tr>
              <th>{say('device')}</th>
              <th className="hide-narrow">{say('model')}</th>
              <th>{say('belongsTo')}</th>
              <th>{say('lastSeen')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {devices?.map((device) => (
              <tr key={device.id}>
                <td>{device.id}</td>
                <td className="hide-narrow quiet">{device.model}</td>
                <td>
                  <select
                    aria-label={say('belongsTo')}
                    value={device.patient ?? ''}
                    onChange={(event) => void done(post(`/devices/${device.id}/assign`, { patient: event.target.value || null }))}
                  >
                    <option value="">{say('nobody')}</option>
                    {choices}
                  </select>
                </td>
                <td>{device.lastSeen ? ago(device.lastSeen) : say('never')}</td>
                <td>
                  {device.revoked ? (
                    <span className="quiet">{say('revoked')}</span>
                  ) : (
                    <button type="button" onClick={() => revoke(device)}>
                      {say('revoke')}
                    </button>
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
