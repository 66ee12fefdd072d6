import { useState } from 'react';
import { failureText } from '../format/refusal.ts';
import { useSpeech } from '../words/words.tsx';

/** Does one thing at a time, and keeps the sentence that says why it could not be done, or what is missing (`refuse`). */
export function useAttempt() {
  const { language, words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [wrong, refuse] = useState<string>();
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    refuse(undefined);
    try {
      await work();
    } catch (error) {
      refuse(failureText(error, language, words));
    } finally {
      setBusy(false);
    }
  };
  return { busy, wrong, attempt, refuse };
}
