import type { Alert, AlertId } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Message } from '../domain/message.ts';

/** An alert, and what was said and begun about it. */
export interface Seen {
  alert: Alert;
  readonly told: Message[];
  readonly advised: string[];
  readonly started: string[];
}

/** What decisions come to, as far as cases and tests can see it: a store that keeps nothing. */
export interface World {
  readonly seen: Map<AlertId, Seen>;
  readonly timers: Map<string, Instant>;
  readonly faults: string[];
}

export const emptyWorld = (): World => ({ seen: new Map(), timers: new Map(), faults: [] });

/** Doing one twice is doing it once. */
export function carryOut(decision: Decision, { seen, timers, faults }: World): void {
  const of = (alert: AlertId | undefined): Seen | undefined => seen.get(alert ?? '');
  const change = (id: AlertId, to: (alert: Alert) => Partial<Alert>): void => {
    const found = of(id);
    if (found) found.alert = { ...found.alert, ...to(found.alert) };
  };
  switch (decision.do) {
    case 'open-alert':
      if (!of(decision.alert.id)) seen.set(decision.alert.id, { alert: decision.alert, told: [], advised: [], started: [] });
      break;
    case 'change-alert':
      change(decision.alert, () => ({ state: decision.to }));
      break;
    case 'add-evidence':
      change(decision.alert, ({ evidence }) => ({ evidence: [...evidence, ...decision.readings] }));
      break;
    case 'send': {
      const { alert, key } = decision.message;
      if (!of(alert)?.told.some((message) => message.key === key)) of(alert)?.told.push(decision.message);
      break;
    }
    case 'advise':
      of(decision.alert)?.advised.push(...decision.topics);
      break;
    case 'start-pathway':
      of(decision.alert)?.started.push(decision.pathway);
      break;
    case 'wake':
      timers.set(decision.what, decision.at);
      break;
    case 'unwake':
      timers.delete(decision.what);
      break;
    case 'report-fault':
      faults.push(`${decision.rule} failed: ${decision.why}`);
      break;
    default: // The rest belongs to other rooms.
  }
}
