import { useState } from 'react';
import type { AlarmBudgetView } from '../../../api/alert-contract.ts';
import * as resources from '../api/desk-resources.ts';
import { useResource } from '../api/use-resource.ts';
import { isOfMedicines } from '../parts/alert-reason.tsx';
import { Choice } from '../parts/choice.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { Empty, Problem, SkeletonBlock } from '../parts/state.tsx';
import { Link } from '../router.tsx';
import { useSpeech, useWords } from '../words/words.tsx';

const DAY = 86_400_000;
const PERIODS = { d7: 7, d30: 30, d90: 90 } as const;

/** Per rule what led to something, per person the load and the time to answer; which rules make the noise. */
export function AlarmBudget() {
  const { budget: words } = useWords();
  const [period, setPeriod] = useState<keyof typeof PERIODS>('d30');
  const [now] = useState(() => Date.now());
  const budget = useResource(resources.alarmBudget(now - PERIODS[period] * DAY, now));
  return (
    <>
      <p className="lede muted">{words.lede}</p>
      <Choice
        name="period"
        label={words.period}
        value={period}
        choose={setPeriod}
        options={(['d7', 'd30', 'd90'] as const).map((one) => [one, words.periods[one]] as const)}
      />
      {budget.error && <Problem error={budget.error} again={budget.reload} />}
      {budget.first && <SkeletonBlock height={320} />}
      {budget.data?.alerts === 0 && <Empty title={words.none} />}
      {budget.data && budget.data.alerts > 0 && (
        <>
          <p className="budget-sum">
            <strong>{words.alerts(budget.data.alerts)}</strong> · {words.perDay(String(budget.data.perDay))}
            {budget.data.noisiest.length > 0 && <span className="muted"> · {words.noisyLede(budget.data.noisiest.length)}</span>}
          </p>
          <Rules budget={budget.data} />
          <People budget={budget.data} />
        </>
      )}
    </>
  );
}

function Rules({ budget: { rules, noisiest } }: { readonly budget: AlarmBudgetView }) {
  const { language, words } = useSpeech();
  const { budget } = words;
  return (
    <section className="panel" aria-label={budget.rule}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by keyboard */}
      <section className="table-frame budget-frame" aria-label={budget.count} tabIndex={0}>
        <table className="table table-cards budget-table">
          <thead>
            <tr>
              {[budget.rule, budget.count, budget.acted, budget.noise, budget.answer, budget.handled, ''].map((text) => (
                <th key={text} scope="col">
                  {text === '' ? <span className="unseen">{budget.preview}</span> : text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rules.map((one) => (
              <tr key={one.rule}>
                <th scope="row">
                  <SeverityMark of={one.severity} /> {one.title?.[language] ?? (isOfMedicines(one.rule) ? words.medicines.title : one.rule)}
                  {noisiest.includes(one.rule) && <span className="badge badge-late">{budget.noisy}</span>}
                </th>
                <td className="number" data-label={budget.count}>
                  {one.alerts}
                </td>
                <td className="number" data-label={budget.acted}>
                  {one.actedPercent === undefined ? words.common.none : `${one.actedPercent} %`}
                </td>
                <td className="number" data-label={budget.noise}>
                  {one.noise}
                </td>
                <td className="number" data-label={budget.answer}>
                  {one.medianMinutesToAnswer === undefined ? words.common.none : budget.minutes(one.medianMinutesToAnswer)}
                </td>
                <td className="number" data-label={budget.handled}>
                  {one.calls} / {one.messages} / {one.tasks}
                </td>
                <td>
                  {!isOfMedicines(one.rule) && (
                    <Link className="link" to={`/limits?rule=${encodeURIComponent(one.rule)}`}>
                      {budget.preview}
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function People({ budget: { people } }: { readonly budget: AlarmBudgetView }) {
  const { words } = useSpeech();
  const { budget } = words;
  if (people.length === 0) return null;
  const time = (minutes: number | undefined) => (minutes === undefined ? words.common.none : budget.minutes(minutes));
  return (
    <section className="panel" aria-label={budget.people}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by keyboard */}
      <section className="table-frame budget-frame" aria-label={budget.answered} tabIndex={0}>
        <table className="table table-cards budget-table">
          <thead>
            <tr>
              {[budget.people, budget.answered, budget.day, budget.closed, budget.answer, budget.slowest].map((text) => (
                <th key={text} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((one) => (
              <tr key={one.by}>
                <th scope="row">{one.byName ?? one.by}</th>
                <td className="number" data-label={budget.answered}>
                  {one.answered}
                </td>
                <td className="number" data-label={budget.day}>
                  {one.perDay}
                </td>
                <td className="number" data-label={budget.closed}>
                  {one.closed}
                </td>
                <td className="number" data-label={budget.answer}>
                  {time(one.medianMinutesToAnswer)}
                </td>
                <td className="number" data-label={budget.slowest}>
                  {time(one.slowestMinutes)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
