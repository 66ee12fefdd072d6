import type { PreviewComparison } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Moment } from '../parts/moment.tsx';
import { useWords } from '../words/words.tsx';

/** Both sides of a comparison in numbers, and which episodes are new with the draft or gone with it. */
export function Compared({ found: { today, draft, added, addedCount, gone, goneCount, patients } }: { readonly found: PreviewComparison }) {
  const { limits } = useWords();
  const rows = [
    [limits.row.alerts, today.alerts, draft.alerts],
    [limits.row.atNight, today.atNight, draft.atNight],
    ...(patients > 1 ? [[limits.row.patients, today.patients, draft.patients] as const] : []),
    [limits.row.firstAfter, today.firstAfterHours ?? '–', draft.firstAfterHours ?? '–'],
    [limits.row.minutes, today.minutesOfWork, draft.minutesOfWork],
  ] as const;
  return (
    <>
      <table className="found">
        <thead>
          <tr>
            <td />
            <th scope="col">{limits.today}</th>
            <th scope="col">{limits.draft}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, before, after]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="number">{before}</td>
              <td className="number">{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Episodes title={limits.addedTitle(addedCount)} alerts={added} />
      <Episodes title={limits.goneTitle(goneCount)} alerts={gone} />
    </>
  );
}

/** Which episodes they are: the answer names the first hundred. */
function Episodes({ title, alerts }: { readonly title: string; readonly alerts: PreviewComparison['added'] }) {
  const names = new Map((useResource(resources.patients).data ?? []).map(({ id, name, zone }) => [id, { name, zone }]));
  const { limits } = useWords();
  if (alerts.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {alerts.map(({ patient, rule, opened, night }) => (
          <li key={`${patient} ${rule} ${opened}`}>
            <Moment at={opened} zone={names.get(patient)?.zone} /> · {names.get(patient)?.name ?? patient}
            {night && <span className="muted"> · {limits.night}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
