import { useMemo } from 'react';
import type { PatientRow } from '../../../api/contract.ts';
import { recordName } from '../../../domain/record-names.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { useSpeech } from '../words/words.tsx';
import type { AxisMark } from './axis-marks.ts';

/** Advice is a sentence or ten: the mark says its beginning. */
const BEGINNING = 90;

/** What stands on the time axis of a patient's charts beside readings and alerts; nothing while that is not known. */
export function useAxisMarks(patient: PatientRow): readonly AxisMark[] | undefined {
  const { language } = useSpeech();
  const { data: changes, first: changesFirst } = useResource(resources.medicineChanges(patient.id));
  const { data: advice, first: adviceFirst } = useResource(resources.advice(patient.id));
  const marks = useMemo(
    () => [
      ...(changes ?? []).map(({ at, what, medicine }) => ({
        is: 'medicine' as const,
        at,
        text: `${what === 'started' ? '+' : '−'} ${recordName(medicine, language)}`,
      })),
      ...(advice ?? []).flatMap(({ written, alert, sentences, approval, withdrawn }) => {
        const said = (approval?.sent ?? sentences)[0]?.text ?? '';
        const text = said.length > BEGINNING ? `${said.slice(0, BEGINNING)}…` : said;
        return withdrawn || (approval && approval.is !== 'approved') ? [] : [{ is: 'advice' as const, at: written, alert, text }];
      }),
    ],
    [changes, advice, language],
  );
  return changesFirst || adviceFirst ? undefined : marks;
}
