import type { ReactNode } from 'react';
import type { Loaded } from '../api/use-resource.ts';
import { Problem, Skeleton } from './state.tsx';

/** A box with a heading, for a list that loads: skeleton, problem, nothing, or what there is. */
export function ListPanel<T>({
  title,
  loaded,
  none,
  children,
}: {
  readonly title: string;
  readonly loaded: Loaded<readonly T[]>;
  /** What to say where the list is empty. */
  readonly none: string;
  readonly children: (items: readonly T[]) => ReactNode;
}) {
  const { data, error, first, reload } = loaded;
  return (
    <section className={data?.length === 0 ? 'panel panel-empty' : 'panel'} aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
        {data && data.length > 0 && <span className="muted number">{data.length}</span>}
      </header>
      {error && <Problem error={error} again={reload} />}
      {first && <Skeleton lines={3} />}
      {data?.length === 0 && <p className="muted panel-none">{none}</p>}
      {data && data.length > 0 && children(data)}
    </section>
  );
}
