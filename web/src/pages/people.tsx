import { useState } from 'react';
import type { UserRow } from '../../../api/access-contract.ts';
import type { SessionView } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Icon } from '../parts/icon.tsx';
import { mayOf } from '../parts/may.tsx';
import { Page } from '../parts/page.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { useWords } from '../words/words.tsx';
import { AddPerson } from './add-person.tsx';
import { Person } from './person.tsx';
import { Tokens } from './tokens.tsx';
import '../styles/access.css';

/** Who may sign in, as what, how well that is secured; and the keys of other programs. */
export function PeoplePage({ session }: { readonly session: SessionView }) {
  const { people: words, role, common } = useWords();
  const users = useResource(resources.users);
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<string>();
  const may = mayOf(session.user.role).changePeople;
  const chosen = users.data?.find(({ id }) => id === open);
  const add = may && (
    <button type="button" className="button button-primary" onClick={() => setAdding(true)}>
      <Icon name="plus" /> {words.add}
    </button>
  );
  return (
    <Page title={words.title} aside={add}>
      {users.error && <Problem error={users.error} again={users.reload} />}
      {users.first && <Skeleton lines={6} height={36} />}
      {users.data && (
        <div className="table-frame">
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">{words.person}</th>
                <th scope="col">{words.role}</th>
                <th scope="col">{words.secured}</th>
                <th scope="col">{words.sessions}</th>
                {may && (
                  <th scope="col">
                    <span className="unseen">{words.change}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {users.data.toSorted(order).map((user) => (
                <tr key={user.id} className={user.disabled === undefined ? undefined : 'gone'}>
                  <th scope="row">
                    {user.name} <code className="muted">{user.id}</code>{' '}
                    {user.disabled !== undefined && <span className="badge">{words.disabled}</span>}
                  </th>
                  <td data-label={words.role}>{role[user.role]}</td>
                  <td data-label={words.secured}>
                    {user.secondFactor ? words.yes : <span className="muted">{user.hasPassword ? words.no : words.noneYet}</span>}
                  </td>
                  <td data-label={words.sessions}>{words.places(user.sessions)}</td>
                  {may && (
                    <td>
                      <span className="row-buttons">
                        <button
                          type="button"
                          className="button button-small"
                          aria-label={`${words.change}${common.colon}${user.name}`}
                          onClick={() => setOpen(user.id)}
                        >
                          {words.change}
                        </button>
                      </span>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Tokens may={may} />
      {adding && <AddPerson language={session.user.language} close={() => setAdding(false)} />}
      {chosen && <Person user={chosen} own={chosen.id === session.user.id} close={() => setOpen(undefined)} />}
    </Page>
  );
}

/** Whoever may not sign in any more comes last. */
const order = (a: UserRow, b: UserRow): number =>
  Number(a.disabled !== undefined) - Number(b.disabled !== undefined) || a.name.localeCompare(b.name);
