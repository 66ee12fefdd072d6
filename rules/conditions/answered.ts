import { z } from 'zod';
import type { GivenAnswer } from '../../domain/follow-up.ts';
import { Duration, durationMs } from '../duration.ts';
import type { ConditionKind, Look } from './condition.ts';

/**
 * The patient answered a question with one of these options, at most `within` before or after the reading was measured (semantics 3.20):
 * `{ answered: { question: pressure-crisis.symptoms, options: [yes-some], within: PT1H } }`. The question is a step of a pathway
 * or an item of a questionnaire.
 */
export interface AnsweredCondition {
  readonly answered: { readonly question: string; readonly options: readonly string[]; readonly within: string };
}

export const answered: ConditionKind<AnsweredCondition> = {
  name: 'answered',
  schema: () =>
    z.strictObject({
      answered: z.strictObject({
        question: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/, 'a question like pressure-crisis.symptoms'),
        options: z.array(z.string().min(1)).min(1),
        within: Duration,
      }),
    }),
  uses: () => [],
  inner: () => [],
  kinds: () => undefined,
  // An answer that comes later must not take back what stood without it: so not under `not`, nor counted.
  single: false,

  compile({ answered: { question, options, within } }) {
    const withinMs = durationMs(within);
    const asked = new Set(options);
    const found = ({ answers, point }: Look): GivenAnswer | undefined =>
      answers.find((one) => one.question === question && asked.has(one.option) && Math.abs(one.at - point.at) <= withinMs);
    return {
      holds: (look) => found(look) !== undefined,
      evidence: ({ point }) => [point],
      tell(look, values) {
        const answer = found(look);
        if (!answer) return;
        values.question ??= answer.question;
        values.answer ??= answer.option;
      },
      spanMs: 0,
    };
  },
};
