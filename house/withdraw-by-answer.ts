import { HearthError } from '../domain/errors.ts';
import type { Follower } from '../domain/follower.ts';
import type { Store } from '../domain/store.ts';
import type { createReadingDesk } from './reading-desk.ts';

/**
 * "That was not me", said in answer to a question: the readings on which its alert stands are taken back. After the answer and not with it,
 * however it came in; seen twice, it is done once.
 */
export const createWithdrawByAnswer = ({
  store,
  desk,
}: {
  readonly store: Pick<Store, 'alerts'>;
  readonly desk: Pick<ReturnType<typeof createReadingDesk>, 'withdraw'>;
}): Follower => ({
  name: 'withdraw-by-answer',
  hears: 'decisions',
  async follow(entries) {
    for (const entry of entries) {
      if (!('decision' in entry) || entry.decision.do !== 'save-follow-up') continue;
      const { options, state, alert: id, patient } = entry.decision.followUp;
      const chosen = state.is === 'answered' ? options.find((option) => option.id === state.answer) : undefined;
      if (!chosen?.withdraws || id === undefined) continue;
      for (const reading of (await store.alerts.get(id))?.evidence ?? []) {
        await desk.withdraw(reading, patient, `the patient: ${chosen.id}`, patient).catch((error: unknown) => {
          // Taken back already, or given to somebody else since: then nothing is left to do.
          if (!(error instanceof HearthError)) throw error;
        });
      }
    }
  },
});
