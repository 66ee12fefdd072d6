import { useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import type { LimitPlace } from '../format/limit.ts';
import { LIMITED_KINDS } from '../format/reading.ts';
import { mayOf } from '../parts/may.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/state.tsx';
import { navigate, useSearch } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import { CohortMembers, NewCohort } from './cohort.tsx';
import { LimitList } from './limit-list.tsx';
import { LimitTabs } from './limit-tabs.tsx';
import { Proposals } from './proposals.tsx';

const KINDS = LIMITED_KINDS;

/** Limits above the single patient: the clinic's and the cohorts', and what waits for a second person. */
export function LimitsPage({ session }: { readonly session: SessionView }) {
  const { limits } = useWords();
  const cohorts = useResource(resources.cohorts);
  const waiting = useResource(resources.proposals);
  const chosen = useSearch().get('cohort');
  const cohort = cohorts.data?.find(({ id }) => id === chosen);
  const loaded = useResource(cohort ? resources.cohortThresholds(cohort.id) : resources.clinicThresholds);
  const [making, setMaking] = useState(false);
  const may = mayOf(session.user.role).manage;
  const place: LimitPlace = {
    path: cohort ? `/cohorts/${encodeURIComponent(cohort.id)}` : '/clinic',
    scope: cohort ? 'cohort' : 'clinic',
    tried: cohort ? { cohort: cohort.id } : {},
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    glucoseUnit: 'mmol/L',
  };
  const go = (id: string) => navigate(id === '' ? '/limits' : `/limits?cohort=${encodeURIComponent(id)}`);
  const aside = may && (
    <button type="button" className="button" onClick={() => setMaking(true)}>
      {limits.newCohort}
    </button>
  );
  return (
    <Page title={limits.title} aside={aside}>
      <LimitTabs here="limits" />
      {waiting.error && <Problem error={waiting.error} again={waiting.reload} />}
      {waiting.data && waiting.data.length > 0 && <Proposals waiting={waiting.data} />}
      {cohorts.error && <Problem error={cohorts.error} again={cohorts.reload} />}
      <label className="field limits-whose">
        <span className="field-label">{limits.whose}</span>
        <select value={cohort?.id ?? ''} onChange={(event) => go(event.target.value)}>
          <option value="">{limits.clinic}</option>
          {cohorts.data?.map(({ id, name, members }) => (
            <option key={id} value={id}>
              {name} · {limits.members(members)}
            </option>
          ))}
        </select>
      </label>
      {cohort && <CohortMembers key={cohort.id} cohort={cohort} />}
      <LimitList key={place.path} place={place} loaded={loaded} kinds={KINDS} lede={limits.lede} />
      {making && (
        <NewCohort
          close={() => setMaking(false)}
          made={(id) => {
            setMaking(false);
            go(id);
          }}
        />
      )}
    </Page>
  );
}
