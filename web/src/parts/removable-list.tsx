import type { ReactNode } from 'react';
import { useWords } from '../words/words.tsx';

export interface Removable {
  readonly key: string;
  /** How it is called where it is removed. */
  readonly name: string;
  readonly shown: ReactNode;
  readonly remove: () => void;
  /** Opens it to be changed, where that can be done. */
  readonly edit?: () => void;
}

/** A few things in a plan, each of which can be taken out, or changed; or that there are none. */
export function RemovableList({
  of,
  none,
  mayChange,
  editWord,
}: {
  readonly of: readonly Removable[];
  readonly none: string;
  readonly mayChange: boolean;
  readonly editWord?: string;
}) {
  const { duty, thresholds } = useWords();
  if (of.length === 0) return <p className="muted">{none}</p>;
  return (
    <ul className="duty-list">
      {of.map(({ key, name, shown, remove, edit }) => (
        <li key={key}>
          <span className="duty-what">{shown}</span>
          {mayChange && (
            <span className="duty-acts">
              {edit && (
                <button
                  type="button"
                  className="button button-small"
                  aria-label={`${thresholds.edit}, ${editWord}: ${name}`}
                  onClick={edit}
                >
                  {thresholds.edit}
                </button>
              )}
              <button type="button" className="button button-small" aria-label={duty.removeOf(name)} onClick={remove}>
                {duty.remove}
              </button>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
