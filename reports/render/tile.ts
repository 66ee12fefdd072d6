import type { Figure, Shortfall } from '../figure.ts';
import type { Tile } from './blocks.ts';
import type { Speech } from './speech.ts';

export const tile = (name: string, value: string, note = ''): Tile => ({ name, value, note });

export const shortfall = ({ have, need, of }: Shortfall, { say }: Speech): string => say('shortfall', { have, need, of: say(`of.${of}`) });

/** A figure as a tile: grey where its data do not suffice, with what is missing; a dash where it is withheld. */
export function figureTile(name: string, one: Figure, text: (value: number) => string, speech: Speech, note = ''): Tile {
  const missing = one.why ? shortfall(one.why, speech) : '';
  if (one.value === null) return { name, value: '–', note: missing || note, muted: true };
  if (one.sufficient) return { name, value: text(one.value), note };
  return { name, value: text(one.value), note: `${speech.say('preliminary')} · ${missing}`, muted: true };
}

export const percent = (value: number): string => `${value.toFixed(1)} %`;
export const signed = (text: string, value: number): string => (Number.parseFloat(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`);
