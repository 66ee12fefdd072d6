import * as acts from '../api/access-acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { programName } from '../format/program-name.ts';
import { AccessRow } from '../parts/access-row.tsx';
import { Ago } from '../parts/moment.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';

/** Where one is signed in: signing out there, or everywhere. */
export function OwnSessions({ leave }: { readonly leave: () => void }) {
  const { security: words } = useWords();
  const sessions = useResource(resources.sessions);
  const { busy, wrong, attempt } = useAttempt();
  const end = (id: string) =>
    void attempt(async () => {
      await acts.endSession(id);
      say(words.ended);
      refresh((path) => path === '/sessions');
    });
  return (
    <section className="panel" aria-label={words.sessions}>
      <h2>{words.sessions}</h2>
      {sessions.error && <Problem error={sessions.error} again={sessions.reload} />}
      {sessions.first && <Skeleton lines={2} />}
      <ul className="access-list">
        {(sessions.data ?? []).map((session) => {
          const name = programName(session.agent) ?? words.unknownProgram;
          return (
            <AccessRow
              key={session.id}
              action={words.end}
              label={words.endOf(name)}
              busy={busy}
              act={session.current ? undefined : () => end(session.id)}
            >
              {name} {session.current && <span className="badge">{words.here}</span>}
              <br />
              <span className="muted small">
                {session.with && `${words.with[session.with]} · `}
                {words.lastSeen} <Ago at={session.seen} zone={undefined} />
              </span>
            </AccessRow>
          );
        })}
      </ul>
      <WrongLine text={wrong} />
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() =>
          void attempt(async () => {
            await acts.endAllSessions();
            leave();
          })
        }
      >
        {words.endAll}
      </button>
    </section>
  );
}
