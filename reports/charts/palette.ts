import type { Band } from '../metrics/time-in-range.ts';

/** The colours that diabetologists know from the consensus profile, darkened until they print in grey: low red, target green, high amber. */
export const BAND_COLOUR: Readonly<Record<Band, string>> = {
  veryLow: '#8c1d18',
  low: '#c8463c',
  target: '#3c8d5a',
  high: '#e0a030',
  veryHigh: '#b86a12',
};
export const INK = '#1d4e89';
export const PALE = '#9aa5b1';
export const MEDICINE = '#6b4c9a';
export const GRID = '#e4e7eb';
export const TEXT = '#52606d';
/** Without quotes: ECharts writes it into an attribute as it is, where a quote would end it. On paper there is Noto Sans SC alone. */
export const FONT = 'Helvetica, Arial, Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif';
