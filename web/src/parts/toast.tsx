import { useSyncExternalStore } from 'react';
import { Icon } from './icon.tsx';

interface Toast {
  readonly text: string;
  readonly bad: boolean;
}
let shown: Toast | undefined;
let timer = 0;
const listeners = new Set<() => void>();
const tell = (next: Toast | undefined) => {
  shown = next;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** One line at the edge of the screen, read out, gone by itself; a bad one stays long enough to be read twice. */
export function say(text: string, bad = false): void {
  window.clearTimeout(timer);
  tell({ text, bad });
  timer = window.setTimeout(() => tell(undefined), bad ? 8000 : 3000);
}

export function Toasts() {
  const toast = useSyncExternalStore(subscribe, () => shown);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toast && (
        <p className={toast.bad ? 'toast toast-bad' : 'toast'}>
          <Icon name={toast.bad ? 'warning' : 'check'} />
          {toast.text}
        </p>
      )}
    </div>
  );
}
