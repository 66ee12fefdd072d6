import type { ClinicView } from '../../../api/clinic-contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { useMay } from '../parts/may.tsx';
import { Moment } from '../parts/moment.tsx';
import { Page } from '../parts/page.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { LANGUAGES, useWords } from '../words/words.tsx';
import { ClinicForm } from './clinic-form.tsx';

/** The clinic: administrators change it, the house reads it. */
export function ClinicPage() {
  const { clinic: words, common } = useWords();
  const { setClinic } = useMay();
  const { data: view, error, first, reload } = useResource(resources.clinic);
  return (
    <Page title={words.title}>
      <p className="muted clinic-lede">{words.says}</p>
      {error && !view && <Problem error={error} again={reload} />}
      {first && <Skeleton lines={4} />}
      {view && (
        <section className="panel clinic" aria-label={words.title}>
          {setClinic ? (
            // What somebody else has changed is not written over by what stood in the form.
            <ClinicForm key={JSON.stringify([view.since, view.fixed])} view={view} submit={common.save} />
          ) : (
            <ClinicFacts view={view} />
          )}
          {view.since !== undefined && (
            <p className="muted small">
              {words.since} <Moment at={view.since} zone={undefined} /> · {view.byName ?? view.by}
            </p>
          )}
        </section>
      )}
    </Page>
  );
}

/** For whoever reads it. */
function ClinicFacts({ view: { clinic } }: { readonly view: ClinicView }) {
  const { clinic: words } = useWords();
  const facts: readonly (readonly [string, string])[] = [
    [words.name, clinic.name],
    [words.zone, clinic.zone],
    [words.language, LANGUAGES[clinic.language]],
    [words.emergency, clinic.emergencyNumber ?? words.ofZone],
    [words.telephone, clinic.telephone ?? words.noTelephone],
  ];
  return (
    <>
      <dl className="tally">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="muted small">{words.readOnly}</p>
    </>
  );
}
