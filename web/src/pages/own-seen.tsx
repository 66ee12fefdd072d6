import { useState } from 'react';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { SeenList } from '../parts/seen-list.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { useWords } from '../words/words.tsx';

/** Who saw the patient's data: asked for when the patient wants to know. */
export function OwnSeen({ token, zone }: { readonly token: string; readonly zone: string }) {
  const { seen: words } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <section aria-label={words.title}>
      <details className="own-card own-seen" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h2>{words.title}</h2>
        </summary>
        {open && <Inside token={token} zone={zone} />}
      </details>
    </section>
  );
}

function Inside({ token, zone }: { readonly token: string; readonly zone: string }) {
  const { seen: words } = useWords();
  const { data, error, first, reload } = useResource(resources.ownLooks(token));
  return (
    <>
      <p className="own-hint">{words.lede}</p>
      {error && <Problem error={error} again={reload} />}
      {first && <Skeleton lines={3} />}
      {data && <SeenList seen={data} zone={zone} toThePatient />}
      <p className="own-hint">{words.lists}</p>
    </>
  );
}
