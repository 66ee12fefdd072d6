import * as resources from '../api/desk-resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Link } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import '../styles/shadow.css';

/** From the limits in force to the drafts beside them, and back. */
export function LimitTabs({ here }: { readonly here: 'limits' | 'shadows' }) {
  const { limits, shadow } = useWords();
  const running = useResource(resources.shadows).data?.filter(({ ended }) => ended === undefined).length ?? 0;
  return (
    <nav className="tabs" aria-label={limits.title}>
      {(['limits', 'shadows'] as const).map((one) => (
        <Link
          key={one}
          className="tab"
          to={one === 'limits' ? '/limits' : '/limits/shadows'}
          aria-current={one === here ? 'page' : undefined}
        >
          {shadow.tabs[one]} {one === 'shadows' && running > 0 && <span className="tab-count number">{running}</span>}
        </Link>
      ))}
    </nav>
  );
}
