import type { OwnPage } from '../../../api/contract.ts';
import { useSpeech } from '../words/words.tsx';

/** What the patient is reminded of: what, and at which times. */
export function OwnPlan({ plan }: { readonly plan: OwnPage['plan'] }) {
  const { language, words } = useSpeech();
  if (plan.length === 0) return null;
  return (
    <section className="own-card own-earlier" aria-label={words.own.planTitle}>
      <h2>{words.own.planTitle}</h2>
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
    </section>
  );
}
