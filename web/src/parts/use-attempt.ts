import { useState } from 'react';
import { ApiError } from '../api/client.ts';
import { failureText } from '../format/refusal.ts';
import { useSpeech } from '../words/words.tsx';

/**
 * Does one thing at a time, and keeps the sentence that says why it could not be done, or what is missing (`refuse`). Where the server named fields,
 * `wrongAt('/zone')` is what it said of one, and `wrongElsewhere` is the sentence that no field has.
 */
export function useAttempt() {
  const { language, words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [failed, setFailed] = useState<unknown>();
  const refuse = (why: string | undefined): void => {
    setWrong(why);
    setFailed(undefined);
  };
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    refuse(undefined);
    try {
      await work();
    } catch (error) {
      setWrong(failureText(error, language, words));
      setFailed(error);
    } finally {
      setBusy(false);
    }
  };
  const refused = failed instanceof ApiError ? failed : undefined;
  return {
    busy,
    wrong,
    wrongAt: (field: string): string | undefined => refused?.at(field),
    wrongElsewhere: refused && refused.fields.length > 0 ? undefined : wrong,
    attempt,
    refuse,
  };
}
