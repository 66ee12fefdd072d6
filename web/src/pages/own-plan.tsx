import type { OwnPage } from '../../../api/contract.ts';
import { useSpeech } from '../words/words.tsx';

/** What the patient is asked to measure, how often; and what they are reminded of, at which times. */
export function OwnPlan({ own }: { readonly own: OwnPage }) {
  const { language, words } = useSpeech();
  const { plan } = own;
  // A page that a phone kept from before an update knows nothing of it.
  const measuring = own.measuring ?? [];
  if (plan.length === 0 && measuring.length === 0) return null;
  return (
    <section className="own-card own-earlier" aria-label={words.own.planTitle}>
      <h2>{words.own.planTitle}</h2>
      {measuring.length > 0 && (
        <>
          <h3>{words.own.planToMeasure}</h3>
          <ul>
            {measuring.map(({ kind, everyDays }) => (
              <li key={kind}>
                <span>{words.kind[kind]}</span>
                <span className="own-when">{words.own.planEvery(everyDays)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {plan.length > 0 && (
        <>
          {measuring.length > 0 && <h3>{words.own.planReminded}</h3>}
          <ul>
            {plan.map(({ id, kind, what, times, weekdays }) => (
              <li key={id}>
                <span>{kind ? words.own.planMeasure(words.kind[kind]) : what?.[language]}</span>
                <span className="own-when">
                  {times.join(words.common.comma)}
                  {weekdays.length > 0 && ` · ${weekdays.map((day) => words.plan.weekdays[day - 1]).join(words.common.comma)}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
