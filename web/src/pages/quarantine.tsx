import { useState } from 'react';
import type { QuarantineView } from '../../../api/contract.ts';
import { post } from '../api.ts';
import { useResource } from '../resource.ts';
import { useSpeech } from '../words/speak.ts';

export function Quarantine() {
  const { say, ago } = useSpeech();
  const { value: waiting, reload } = useResource<QuarantineView[]>('/quarantine');
  const [told, setTold] = useState<string>();
  const replay = (id: string) =>
    post<{ outcome: string; why?: string }>(`/quarantine/${id}/replay`)
      .then(({ outcome, why }) => setTold(`${say('replayed', { outcome })}${why ? ` — ${why}` : ''}`))
      .catch((error: Error) => setTold(error.message))
      .then(reload);
  const dismiss = (id: string) =>
    post(`/quarantine/${id}/dismiss`)
      .catch((error: Error) => setTold(error.message))
      .then(reload);
  return (
    <>
      <div className="heading">
        <div>
          <h1>
            {say('quarantine')} <span className="count">{waiting?.length}</span>
          </h1>
          <p className="quiet">{say('quarantineHint')}</p>
        </div>
      </div>
      <p role="status">{told}</p>
      {waiting?.length === 0 && <p className="empty card">{say('quarantineEmpty')}</p>}
      {waiting?.map(({ id, device, received, topic, hex, reason }) => (
        <section key={id} className="card">
          <div className="row">
            <div>
              <b>{device}</b> <span className="quiet">{ago(received)}</span>
              <p>{reason}</p>
              <p className="quiet small">{topic}</p>
              <code className="bytes">{hex}</code>
            </div>
            <div className="actions">
              <button type="button" onClick={() => void replay(id)}>
                {say('replay')}
              </button>
              <button type="button" onClick={() => void dismiss(id)}>
                {say('dismiss')}
              </button>
            </div>
          </div>
        </section>
      ))}
    </>
  );
}
