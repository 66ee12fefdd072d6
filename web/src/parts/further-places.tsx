import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Icon } from './icon.tsx';

/**
 * The places that are not gone to every hour: below the others at a desk, behind one button of the bar on a phone,
 * where eleven places side by side could be neither read nor hit.
 */
export function FurtherPlaces({
  path,
  here,
  waiting,
  urgent,
  children,
}: {
  readonly path: string;
  /** The page that is shown is one of them. */
  readonly here: boolean;
  /** How much waits in all of them. */
  readonly waiting: number;
  readonly urgent: boolean;
  readonly children: ReactNode;
}) {
  const { nav } = useWords();
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [openAt, setOpenAt] = useState<string>();
  const open = openAt === path; // Going anywhere closes it.

  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      const away = event instanceof KeyboardEvent ? event.key === 'Escape' : !frame.current?.contains(event.target as Node);
      if (away) setOpenAt(undefined);
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, [open]);

  return (
    <div className="further" data-open={open} ref={frame}>
      <div className="further-places" id={id}>
        {children}
      </div>
      <button
        type="button"
        className={here ? 'place further-button further-here' : 'place further-button'}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpenAt(open ? undefined : path)}
      >
        <Icon name={open ? 'close' : 'dots'} size={18} />
        <span>{nav.further}</span>
        {waiting > 0 && <span className={urgent ? 'place-count place-urgent' : 'place-count'}>{waiting > 99 ? '99+' : waiting}</span>}
      </button>
    </div>
  );
}
