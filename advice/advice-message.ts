import type { Advice } from '../domain/advice.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { messageKey } from '../domain/identity.ts';

/** The one message of an advice: its key is the advice's, so however often it is decided, it is sent once. */
export function adviceMessage(advice: Advice, text: string, due: Instant, expires: Instant): Decision {
  return {
    do: 'send',
    message: {
      key: messageKey(advice.id, 'advice', 'patient', advice.patient),
      to: { person: advice.patient, role: 'patient' },
      about: advice.patient,
      alert: advice.alert,
      template: 'advice',
      values: { text, advice: advice.id },
      urgent: false,
      due,
      expires,
    },
  };
}
