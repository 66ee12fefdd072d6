import { type ReactNode, useState } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { failureText } from '../format/refusal.ts';
import { useSpeech } from '../words/words.tsx';
import { CallDialog, OwnWordsDialog } from './call-dialog.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { SnoozeDialog } from './snooze-dialog.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { say } from './toast.tsx';

export interface AlertActs {
  readonly acknowledge: (alert: AlertView) => void;
  /** Asks for how long and why; ends the snooze of one that is snoozed. */
  readonly snooze: (alert: AlertView) => void;
  readonly resolve: (alert: AlertView) => void;
  /** Also of one that is closed: a call may come after the end. */
  readonly call: (alert: AlertView) => void;
  readonly message: (alert: AlertView) => void;
  readonly task: (alert: AlertView) => void;
  /** The alert on which an act is under way. */
  readonly busy: string | undefined;
  /** The alert on which the last act was that ended well. */
  readonly last: string | undefined;
  /** Place it once on the page. */
  readonly dialog: ReactNode;
}

/** What a person may do about an alert, wherever it is shown. */
export function useAlertActs(): AlertActs {
  const { language, words } = useSpeech();
  const [busy, setBusy] = useState<string>();
  const [resolving, setResolving] = useState<AlertView>();

  const [snoozing, setSnoozing] = useState<AlertView>();
  const [at, setAt] = useState<{ readonly is: keyof typeof FORMS; readonly alert: AlertView }>();
  const Form = at && FORMS[at.is];
  const [last, setLast] = useState<string>();

  /** Says whose it was, too: whoever works by keys looks at the list, and it moves. */
  const done = (alert: AlertView, did: string) => {
    setLast(alert.id);
    say(`${did}${words.common.colon}${alert.patientName ?? alert.patient} · ${alert.title[language]}`);
    lookAgain();
  };

  const now = async (alert: AlertView, act: (id: string) => Promise<unknown>, did: string) => {
    if (busy !== undefined) return;
    setBusy(alert.id);
    try {
      await act(alert.id);
      done(alert, did);
    } catch (error) {
      say(failureText(error, language, words), true);
      lookAgain();
    } finally {
      setBusy(undefined);
    }
  };

  return {
    acknowledge: (alert) => {
      if (alert.state.is === 'active' || alert.state.is === 'snoozed') void now(alert, acts.acknowledge, words.alert.didAcknowledge);
    },
    snooze: (alert) => {
      if (alert.state.is === 'snoozed') void now(alert, acts.endSnooze, words.alert.didEndSnooze);
      else if (alert.state.is !== 'resolved') setSnoozing(alert);
    },
    resolve: (alert) => {
      if (alert.state.is !== 'resolved') setResolving(alert);
    },
    call: (alert) => setAt({ is: 'call', alert }),
    message: (alert) => setAt({ is: 'message', alert }),
    task: (alert) => setAt({ is: 'task', alert }),
    busy,
    last,
    dialog: Form ? (
      <Form
        key={`${at.is} ${at.alert.id}`}
        alert={at.alert}
        close={() => setAt(undefined)}
        done={(did) => {
          setAt(undefined);
          done(at.alert, did);
        }}
      />
    ) : snoozing ? (
      <SnoozeDialog
        key={snoozing.id}
        alert={snoozing}
        close={() => setSnoozing(undefined)}
        done={() => {
          setSnoozing(undefined);
          done(snoozing, words.alert.didSnooze);
        }}
      />
    ) : (
      resolving && (
        <ResolveDialog
          key={resolving.id}
          alert={resolving}
          close={() => setResolving(undefined)}
          done={() => {
            setResolving(undefined);
            done(resolving, words.alert.didResolve);
          }}
        />
      )
    ),
  };
}

const FORMS = { call: CallDialog, message: OwnWordsDialog, task: TaskDialog } as const;

const lookAgain = () => refresh((path) => path.includes('/alerts') || path.startsWith('/patients') || path === '/tasks');
