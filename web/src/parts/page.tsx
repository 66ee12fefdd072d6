import { type ReactNode, useEffect } from 'react';

/** The frame of a page: one heading, what can be done, and the title of the tab. */
export function Page({
  title,
  aside,
  children,
  wide = false,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
}) {
  useTitle(title);
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      <header className="page-head">
        <h1>{title}</h1>
        {aside && <div className="page-aside">{aside}</div>}
      </header>
      {children}
    </div>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Hearth`;
  }, [title]);
}
