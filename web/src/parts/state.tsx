import type { ReactNode } from 'react';
import type { ApiError } from '../api/client.ts';
import { refusalText } from '../format/refusal.ts';
import { useSpeech, useWords } from '../words/words.tsx';
import { Icon } from './icon.tsx';

/** Grey lines in the place and the height of what comes. */
export function Skeleton({ lines = 3, height = 20 }: { readonly lines?: number; readonly height?: number }) {
  const { common } = useWords();
  return (
    <div className="skeleton" role="status" aria-label={common.loading}>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike.
        <div key={i} className="skeleton-line" style={{ height, width: `${92 - ((i * 37) % 45)}%` }} />
      ))}
    </div>
  );
}

export function SkeletonBlock({ height }: { readonly height: number | string }) {
  const { common } = useWords();
  return <div className="skeleton-block" role="status" aria-label={common.loading} style={{ height }} />;
}

/** What could not be loaded, why, and what to do about it. */
export function Problem({ error, again }: { readonly error: ApiError; readonly again?: () => void }) {
  const { language, words } = useSpeech();
  return (
    <div className="problem" role="alert">
      <Icon name="warning" />
      <div>
        <p>{refusalText(error, language, words)}</p>
        {error.requestId && error.status >= 500 && <p className="muted small">{words.error.request(error.requestId)}</p>}
      </div>
      {again && (
        <button type="button" className="button" onClick={again}>
          {words.common.again}
        </button>
      )}
    </div>
  );
}

/** Nothing here: says so, and what to do next. */
export function Empty({
  title,
  children,
  action,
  alone = false,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** It is all that the page says. */
  readonly alone?: boolean;
}) {
  const Heading = alone ? 'h1' : 'h2';
  return (
    <div className="empty">
      <Heading className="empty-title">{title}</Heading>
      {children && <p>{children}</p>}
      {action && <div className="empty-action">{action}</div>}
    </div>
  );
}
