import { MINUTE } from '../../domain/clock.ts';
import type { SectionBuilder } from '../build.ts';
import { alertResponse } from '../metrics/alert-response.ts';
import { median } from '../metrics/glucose.ts';

/** What became of alerts, advice and questions: how soon somebody answered, and what came of it. */
export const response: SectionBuilder = ({ alerts, answers, advice, followUps }) => {
  if (alerts.length === 0 && followUps.length === 0) return undefined;
  const minutes = followUps.flatMap(({ asked, state }) => (state.is === 'answered' ? [Math.max(0, state.at - asked) / MINUTE] : []));
  return {
    section: 'response',
    alerts: alertResponse(alerts, answers ?? new Map()),
    advice: advice.length,
    questions: {
      asked: followUps.length,
      answered: minutes.length,
      unanswered: followUps.filter(({ state }) => state.is === 'unanswered').length,
      ...(minutes.length > 0 ? { medianMinutes: median(minutes) } : {}),
    },
  };
};
