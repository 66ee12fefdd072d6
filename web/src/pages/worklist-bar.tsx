import { Choice } from '../parts/choice.tsx';
import { Icon } from '../parts/icon.tsx';
import { Keys } from '../parts/keys.tsx';
import { useMay } from '../parts/may.tsx';
import { navigate } from '../router.tsx';
import { useWords } from '../words/words.tsx';

const SHOWS = ['all', 'high', 'medium', 'low', 'unseen'] as const;
const ORDERS = ['patient', 'urgency'] as const;

export interface WorklistChoice {
  readonly show: (typeof SHOWS)[number];
  readonly order: (typeof ORDERS)[number];
  readonly find: string;
}

/** The choice stands in the address: it outlives a reload, and can be sent to a colleague. */
export const worklistChoice = (search: URLSearchParams): WorklistChoice => ({
  show: SHOWS.find((one) => one === search.get('show')) ?? 'all',
  order: ORDERS.find((one) => one === search.get('order')) ?? 'patient',
  find: search.get('find') ?? '',
});

function go(choice: WorklistChoice): void {
  const search = new URLSearchParams();
  if (choice.show !== 'all') search.set('show', choice.show);
  if (choice.order !== 'patient') search.set('order', choice.order);
  if (choice.find !== '') search.set('find', choice.find);
  navigate(search.size === 0 ? '/' : `/?${search}`, { replace: true });
}

/** Which alerts, in which order, and which keys there are. */
export function WorklistBar({ choice }: { readonly choice: WorklistChoice }) {
  const { worklist, severity, common } = useWords();
  return (
    <div className="toolbar">
      <Choice
        name="show"
        label={worklist.filter}
        value={choice.show}
        choose={(show) => go({ ...choice, show })}
        options={[
          ['all', common.all],
          ['high', severity.high],
          ['medium', severity.medium],
          ['low', severity.low],
          ['unseen', worklist.unacknowledged],
        ]}
      />
      <Choice
        name="order"
        label={worklist.order}
        value={choice.order}
        choose={(order) => go({ ...choice, order })}
        options={[
          ['patient', worklist.grouped],
          ['urgency', worklist.flat],
        ]}
      />
      <label className="search search-small">
        <Icon name="search" />
        <span className="unseen">{worklist.search}</span>
        <input
          type="search"
          placeholder={worklist.search}
          value={choice.find}
          onChange={(event) => go({ ...choice, find: event.target.value })}
        />
      </label>
    </div>
  );
}

/** The keys that work here. Beside the list, where there is a keyboard. */
export function WorklistKeys() {
  const { worklist, desk } = useWords();
  const { treat } = useMay();
  const { keys } = worklist;
  return (
    <Keys
      of={[
        ['j k', keys.move],
        ...(treat
          ? ([
              ['a', keys.acknowledge],
              ['s', keys.snooze],
              ['r', keys.resolve],
              ['c', desk.keys.call],
              ['m', desk.keys.message],
              ['t', desk.keys.task],
            ] as const)
          : []),
        ['↵', keys.open],
      ]}
    />
  );
}
