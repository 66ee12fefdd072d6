import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Link } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import { Ago } from './moment.tsx';

/** The devices of whoever is not heard, each with when it last was: whoever calls asks about the meter by its name. */
export function SilentDevices({ patient }: { readonly patient: string }) {
  const { alert, devices: words } = useWords();
  const { data } = useResource(resources.devices);
  if (!data) return null;
  const theirs = data.filter((device) => device.patient === patient || device.users.some((user) => user.patient === patient));
  return (
    <>
      <dt>{alert.devices}</dt>
      <dd>
        {theirs.length === 0
          ? alert.noDevices
          : theirs.map(({ id, model, lastSeen }) => (
              <span key={id} className="silent-device">
                <Link className="link" to={`/devices/${id}`}>
                  {id}
                </Link>
                {model !== undefined && ` ${model}`}
                <span className="muted">
                  {' · '}
                  {lastSeen === undefined ? (
                    words.isNew
                  ) : (
                    <>
                      {words.seen} <Ago at={lastSeen} zone={undefined} />
                    </>
                  )}
                </span>
              </span>
            ))}
      </dd>
    </>
  );
}
