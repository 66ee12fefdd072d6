import { useState } from 'react';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { failureText } from '../format/refusal.ts';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';

/** Sends a test on every way: of a patient and the caregivers, or of whoever is signed in. */
export function TestAlarm({ patient }: { readonly patient?: { readonly id: string; readonly name: string } }) {
  const { language, words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    try {
      const { ways } = await (patient ? acts.testAlarm(patient.id) : acts.testOwnAlarm());
      say(words.reach.tested(ways));
      refresh((path) => path === '/reach');
    } catch (error) {
      say(failureText(error, language, words), true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <button
      type="button"
      className="button"
      disabled={busy}
      onClick={() => void test()}
      {...(patient ? { 'aria-label': words.reach.testOf(patient.name) } : {})}
    >
      {busy ? words.reach.testing : words.reach.test}
    </button>
  );
}
