import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'system' | 'light' | 'dark';
const KEY = 'hearth.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

let choice = read();
system.addEventListener('change', apply);

export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, () => choice);
/** What is on the screen: charts draw with it. */
export const useTheme = (): 'light' | 'dark' => useSyncExternalStore(subscribe, shown);

export function chooseTheme(next: ThemeChoice): void {
  choice = next;
  try {
    if (next === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // A browser that keeps nothing: the choice lives as long as the page.
  }
  apply();
}

function shown(): 'light' | 'dark' {
  return choice === 'system' ? (system.matches ? 'dark' : 'light') : choice;
}

function apply(): void {
  document.documentElement.dataset.theme = shown();
  for (const listener of listeners) listener();
}

function read(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}
