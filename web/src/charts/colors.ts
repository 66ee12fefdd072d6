import { useMemo } from 'react';
import { useTheme } from '../theme.ts';

/** The colours of the style sheet, for a canvas that cannot read them. */
export interface ChartColors {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly ink: string;
  readonly good: string;
  readonly band: string;
  readonly low: string;
  readonly high: string;
  readonly severity: { readonly high: string; readonly medium: string; readonly low: string };
  readonly font: string;
}

export function useChartColors(): ChartColors {
  const theme = useTheme();
  // The style sheet answers differently for each theme: read anew when it changes.
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const value = (name: string) => style.getPropertyValue(`--${name}`).trim();
    return {
      text: value('text'),
      muted: value('muted'),
      line: value('line'),
      surface: value('surface'),
      ink: value('chart-ink'),
      good: value('chart-good'),
      band: value('chart-band'),
      low: value('chart-low'),
      high: value('chart-high'),
      severity: { high: value('severity-high'), medium: value('severity-medium'), low: value('severity-low') },
      font: getComputedStyle(document.body).fontFamily,
    };
  }, [theme]);
}
