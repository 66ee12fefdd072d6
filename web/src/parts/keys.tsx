import { Fragment } from 'react';

/** The keys that work here, each with what it does. */
export function Keys({ of }: { readonly of: readonly (readonly [keys: string, does: string])[] }) {
  return (
    <p className="keys">
      {of.map(([keys, does]) => (
        <span key={keys}>
          {keys.split(' ').map((key) => (
            <Fragment key={key}>
              <kbd>{key}</kbd>{' '}
            </Fragment>
          ))}
          {does}
        </span>
      ))}
    </p>
  );
}
