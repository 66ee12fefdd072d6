import { type ReactNode, useState } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import { refusalText } from '../format/refusal.ts';
import { useSpeech } from '../words/words.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { say } from './toast.tsx';

export interface AlertActs {
  readonly acknowledge: (alert: AlertView) => void;
  readonly resolve: (alert: AlertView) => void;
  /** The alert on which an act is under way. */
  readonly busy: string | undefined;
  /** Place it once on the page. */
  readonly dialog: ReactNode;
}

/** What a person may do about an alert, wherever it is shown. */
export function useAlertActs(): AlertActs {
  const { language, words } = useSpeech();
  const [busy, setBusy] = useState<string>();
  const [resolving, setResolving] = useState<AlertView>();

  const acknowledge = async (alert: AlertView) => {
    if (busy !== undefined || alert.state.is !== 'active') return;
    setBusy(alert.id);
    try {
      await acts.acknowledge(alert.id);
      say(words.alert.didAcknowledge);
    } catch (error) {
      say(error instanceof ApiError ? refusalText(error, language, words) : words.error.unexpected, true);
    } finally {
      setBusy(undefined);
      lookAgain();
    }
  };

  return {
    acknowledge: (alert) => void acknowledge(alert),
    resolve: (alert) => {
      if (alert.state.is !== 'resolved') setResolving(alert);
    },
    busy,
    dialog: resolving && (
      <ResolveDialog
        key={resolving.id}
        alert={resolving}
        close={() => setResolving(undefined)}
        done={() => {
          setResolving(undefined);
          say(words.alert.didResolve);
          lookAgain();
        }}
      />
    ),
  };
}

const lookAgain = () => refresh((path) => path.includes('/alerts') || path.startsWith('/patients'));
