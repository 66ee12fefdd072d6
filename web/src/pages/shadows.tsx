import { useState } from 'react';
import type { ShadowView } from '../../../api/shadow-contract.ts';
import * as resources from '../api/desk-resources.ts';
import { useResource } from '../api/use-resource.ts';
import { useNow } from '../format/use-now.ts';
import { Page } from '../parts/page.tsx';
import { Empty, Problem, SkeletonBlock } from '../parts/state.tsx';
import { Link } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import { LimitTabs } from './limit-tabs.tsx';
import { ShadowCard } from './shadow-card.tsx';
import { StartShadow } from './start-shadow.tsx';

/** Drafts that run beside the live rules, or did: what each would have changed. */
export function ShadowsPage() {
  const { limits, shadow } = useWords();
  const { data, error, first, reload } = useResource(resources.shadows);
  const now = useNow();
  const [starting, setStarting] = useState(false);
  const runs = ({ ended, until }: ShadowView) => ended === undefined && until > now;
  const over = data?.filter((one) => !runs(one)) ?? [];
  return (
    <Page
      wide
      title={limits.title}
      aside={
        <button type="button" className="button" onClick={() => setStarting(true)}>
          {shadow.startRule}
        </button>
      }
    >
      <LimitTabs here="shadows" />
      <p className="lede muted">{shadow.lede}</p>
      {error && <Problem error={error} again={reload} />}
      {first && <SkeletonBlock height={240} />}
      {data && !data.some(runs) && (
        <Empty
          title={shadow.none}
          action={
            <Link className="button" to="/limits">
              {shadow.toLimits}
            </Link>
          }
        >
          {shadow.noneHint}
        </Empty>
      )}
      {data?.filter(runs).map((one) => (
        <ShadowCard key={one.id} shadow={one} runs />
      ))}
      {over.length > 0 && (
        <section className="shadow-over" aria-label={shadow.ended}>
          <h2>{shadow.ended}</h2>
          {over.map((one) => (
            <Over key={one.id} shadow={one} />
          ))}
        </section>
      )}
      {starting && <StartShadow of={{}} tried={undefined} close={() => setStarting(false)} />}
    </Page>
  );
}

/** One that is over: what it found is asked for when somebody looks. */
function Over({ shadow }: { readonly shadow: ShadowView }) {
  const { shadow: words } = useWords();
  const [open, setOpen] = useState(false);
  if (open) return <ShadowCard shadow={shadow} runs={false} fold={() => setOpen(false)} />;
  return (
    <p className="panel shadow-row">
      <strong>{shadow.name}</strong>
      <span className="muted">
        {shadow.ended?.because === 'person' ? words.endedBy(shadow.endedByName ?? shadow.ended.by ?? '') : words.endedByTime}
      </span>
      <button type="button" className="button button-small" aria-expanded={false} onClick={() => setOpen(true)}>
        {words.look}
      </button>
    </p>
  );
}
