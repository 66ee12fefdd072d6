import type { Source } from '../../../domain/source.ts';
import { useWords } from '../words/words.tsx';

/** Where a number comes from, and how well that is known. */
export function SourceLine({ source }: { readonly source: Source }) {
  const { common, thresholds } = useWords();
  const { organisation, title, year, section, url, evidence } = source;
  return (
    <p className="source" title={[title, section].filter(Boolean).join(' · ')}>
      <span className="unseen">{common.source}: </span>
      {url ? (
        <a href={url} target="_blank" rel="noreferrer">
          {organisation}, {year}
        </a>
      ) : (
        <span>
          {organisation}, {year}
        </span>
      )}
      <span className={`evidence evidence-${evidence}`}>{thresholds.evidence[evidence]}</span>
    </p>
  );
}
