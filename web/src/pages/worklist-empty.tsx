import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Empty } from '../parts/state.tsx';
import { Link } from '../router.tsx';
import { useWords } from '../words/words.tsx';

/** Nothing is open: because all is done, or because nobody is cared for yet. */
export function NothingOpen() {
  const { worklist, welcome, patients: words } = useWords();
  const patients = useResource(resources.patients);
  if (!patients.data) return null;
  if (patients.data.length === 0) {
    return (
      <Empty
        title={words.empty}
        action={
          <Link className="button button-primary" to="/welcome">
            {welcome.begin}
          </Link>
        }
      >
        {worklist.emptyNobody}
      </Empty>
    );
  }
  return (
    <Empty
      title={worklist.emptyTitle}
      action={
        <Link className="button" to="/patients">
          {worklist.toPatients}
        </Link>
      }
    >
      {worklist.emptyBody}
    </Empty>
  );
}

/** The filter leaves nothing. */
export function NothingFits() {
  const { worklist } = useWords();
  return (
    <Empty
      title={worklist.emptyFilter}
      action={
        <Link className="button" to="/">
          {worklist.showAll}
        </Link>
      }
    />
  );
}
