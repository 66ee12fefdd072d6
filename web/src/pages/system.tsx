import { type FormEvent, useState } from 'react';
import type { SessionView, SystemView } from '../../../api/contract.ts';
import { post } from '../api.ts';
import { useResource } from '../resource.ts';
import { useSpeech } from '../words/speak.ts';

export function System({ session }: { session: SessionView }) {
  const { say, language } = useSpeech();
  const { value: system } = useResource<SystemView>('/system');
  const [told, setTold] = useState<string>();
  const number = (n: number) => new Intl.NumberFormat(language).format(n);
  const setPassword = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    post('/session/password', { password: new FormData(form).get('password') })
      .then(() => {
        form.reset();
        setTold(say('passwordSet'));
      })
      .catch((error: Error) => setTold(error.message));
  };
  if (!system) return <div className="skeleton tall" />;
  const figures = [
    [say('readings'), number(system.readings)],
    [say('openAlerts'), `${number(system.openAlerts)} / ${number(system.alerts)}`],
    [say('connected'), number(system.devicesConnected)],
    [say('quarantined'), number(system.quarantined)],
    [
      say('outbox'),
      Object.entries(system.outbox)
        .map(([state, n]) => `${state} ${number(n)}`)
        .join(' · '),
    ],
    [say('ruleSet'), system.rules],
  ] as const;
  return (
    <>
      <div className="heading">
        <h1>{say('system')}</h1>
      </div>
      <section className="card">
        <p className={system.store.ok ? 'good' : 'problem'}>
          {system.store.ok ? say('storeOk') : say('storeIll', { why: system.store.why ?? '' })}
        </p>
        <dl className="figures">
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="figure">{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <form className="card enter-password" onSubmit={setPassword}>
        <h2>
          {say('setPassword')} <span className="quiet small">{session.user.id}</span>
        </h2>
        <label>
          {say('password')}
          <input name="password" type="password" autoComplete="new-password" required minLength={12} />
        </label>
        <p className="quiet small">{say('setPasswordHint')}</p>
        <button type="submit">{say('save')}</button>
        <p role="status">{told}</p>
      </form>
    </>
  );
}
