import type { Severity } from '../../../domain/alert.ts';
import { useWords } from '../words/words.tsx';

/** Told apart by form as well as by colour: triangle, diamond, dot. */
const forms = {
  high: <path d="M6 1.200 11.400 10.600H.600Z" />,
  medium: <path d="m6 .800 5.200 5.200L6 11.200.800 6Z" />,
  low: <circle cx="6" cy="6" r="4.200" />,
} as const;

export function SeverityMark({ of, quiet = false }: { readonly of: Severity; readonly quiet?: boolean }) {
  const { severity, severityMeans } = useWords();
  return (
    <span className={`mark mark-${of}${quiet ? ' mark-quiet' : ''}`} title={`${severity[of]}: ${severityMeans[of]}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        {forms[of]}
      </svg>
      <span className="unseen">{severity[of]}</span>
    </span>
  );
}

/** `▲ 2  ◆ 1` */
export function SeverityCounts({ counts }: { readonly counts: Readonly<Record<Severity, number>> }) {
  const { severity, patients } = useWords();
  const some = (['high', 'medium', 'low'] as const).filter((of) => counts[of] > 0);
  if (some.length === 0) return null;
  const spoken = some.map((of) => `${severity[of]} ${counts[of]}`).join(', ');
  return (
    <span className="counts" title={`${patients.openAlerts(some.reduce((sum, of) => sum + counts[of], 0))}: ${spoken}`}>
      {some.map((of) => (
        <span key={of} className={`count count-${of}`}>
          <SeverityMark of={of} />
          <span className="number">{counts[of]}</span>
        </span>
      ))}
    </span>
  );
}
