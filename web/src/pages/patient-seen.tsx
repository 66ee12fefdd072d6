import { useState } from 'react';
import type { PatientRow } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { SeenList } from '../parts/seen-list.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { useWords } from '../words/words.tsx';

/** Who saw this patient's data. To look at it is a look as well, so it is asked for only when somebody opens it. */
export function PatientSeen({ patient }: { readonly patient: PatientRow }) {
  const { seen: words } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <section className="panel" aria-label={words.titleOf}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="seen-summary">
          <h2>{words.titleOf}</h2>
        </summary>
        {open && <Inside patient={patient} />}
      </details>
    </section>
  );
}

function Inside({ patient: { id, zone } }: { readonly patient: PatientRow }) {
  const { data, error, first, reload } = useResource(resources.looks(id));
  return (
    <>
      {error && <Problem error={error} again={reload} />}
      {first && <Skeleton lines={3} />}
      {data && <SeenList seen={data} zone={zone} toThePatient={false} />}
    </>
  );
}
