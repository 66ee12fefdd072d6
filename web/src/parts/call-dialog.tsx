import { useState } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import { CALLED, type Called } from '../../../domain/desk-note.ts';
import * as acts from '../api/desk-acts.ts';
import { useWords } from '../words/words.tsx';
import { Choice } from './choice.tsx';
import { DeskDialog } from './desk-dialog.tsx';
import { Field } from './field.tsx';

interface DeskForm {
  readonly alert: AlertView;
  readonly close: () => void;
  readonly done: (did: string) => void;
}

/** Who was called, whether they were reached, what was said. */
export function CallDialog({ alert, close, done }: DeskForm) {
  const { desk } = useWords();
  const [whom, setWhom] = useState<Called>('patient');
  const [reached, setReached] = useState<'yes' | 'no'>('yes');
  const [said, setSaid] = useState('');
  const send = async () => {
    if (reached === 'yes' && said.trim() === '') return desk.saidNeeded;
    await acts.noteCall(alert.id, { whom, reached: reached === 'yes', said: said.trim() });
    done(desk.didCall);
    return undefined;
  };
  return (
    <DeskDialog alert={alert} title={desk.callTitle} action={desk.saveCall} close={close} send={send}>
      <Choice
        titled
        name="whom"
        label={desk.whom}
        value={whom}
        choose={setWhom}
        options={CALLED.map((one) => [one, desk.whoms[one]] as const)}
      />
      <Choice
        titled
        name="reached"
        label={desk.reached}
        value={reached}
        choose={setReached}
        options={(['yes', 'no'] as const).map((one) => [one, desk.reaches[one]] as const)}
      />
      <Field label={desk.said} hint={desk.saidHint}>
        {(props) => <textarea {...props} rows={3} maxLength={1000} value={said} onChange={(event) => setSaid(event.target.value)} />}
      </Field>
    </DeskDialog>
  );
}

/** Own words to the patient or to whoever cares for them. */
export function OwnWordsDialog({ alert, close, done }: DeskForm) {
  const { desk } = useWords();
  const [to, setTo] = useState<'patient' | 'caregiver'>('patient');
  const [text, setText] = useState('');
  const send = async () => {
    if (text.trim() === '') return desk.textNeeded;
    await acts.sendWords(alert.id, { to, text: text.trim() });
    done(desk.didMessage);
    return undefined;
  };
  return (
    <DeskDialog alert={alert} title={desk.messageTitle} action={desk.send} close={close} send={send}>
      <Choice
        titled
        name="to"
        label={desk.to}
        value={to}
        choose={setTo}
        options={(['patient', 'caregiver'] as const).map((one) => [one, desk.tos[one]] as const)}
      />
      <Field label={desk.text} hint={desk.textHint}>
        {(props) => <textarea {...props} rows={4} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
    </DeskDialog>
  );
}
