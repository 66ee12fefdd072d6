import { useState } from 'react';
import type { HeldAdvice } from '../../../api/advice-contract.ts';
import type { SessionView } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { failureText } from '../format/refusal.ts';
import { Keys } from '../parts/keys.tsx';
import { mayOf } from '../parts/may.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Problem, Skeleton } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useRowKeys } from '../parts/use-row-keys.ts';
import { useSteady } from '../parts/use-steady.ts';
import { navigate } from '../router.tsx';
import { useSpeech } from '../words/words.tsx';
import { ApprovalRulesPanel } from './approval-rules.tsx';
import { HeldAdviceCard } from './held-advice-card.tsx';
import { HeldAdviceEdit } from './held-advice-edit.tsx';
import { HeldAdviceRefuse } from './held-advice-refuse.tsx';
import '../styles/held-advice.css';

type Doing = { readonly what: 'edit' | 'refuse'; readonly advice: HeldAdvice };

/** Advice that waits for a person, the first to expire first; beneath it, which advice does. */
export function HeldAdvicePage({ session }: { readonly session: SessionView }) {
  const { language, words } = useSpeech();
  const waiting = useResource(resources.heldAdvice);
  const [doing, setDoing] = useState<Doing>();
  const [busy, setBusy] = useState(false);
  const [last, setLast] = useState<string>();
  const { decideAdvice: may, setAdviceRules } = mayOf(session.user.role);
  const items = waiting.data ?? [];
  const ids = items.map(({ id }) => id);
  const { shown: selected, select, place } = useSteady(ids, { first: true, own: last });
  const advice = items.find(({ id }) => id === selected);

  const look = () => refresh((path) => path.startsWith('/advice') || path.startsWith('/patients/'));
  const settled = (one: HeldAdvice, did: string) => {
    setLast(one.id);
    say(`${did}${words.common.colon}${one.patientName ?? one.patient}`);
    look();
  };
  const approve = async (one: HeldAdvice) => {
    setBusy(true);
    try {
      await acts.approveAdvice(one.id, {});
      settled(one, words.held.approved);
    } catch (error) {
      say(failureText(error, language, words), true);
      look();
    } finally {
      setBusy(false);
    }
  };
  const act = (what: (one: HeldAdvice) => unknown) => () => may && !busy && advice && what(advice);
  useRowKeys({
    ids,
    selected,
    select,
    place,
    keys: {
      a: act(approve),
      e: act((one) => setDoing({ what: 'edit', advice: one })),
      r: act((one) => setDoing({ what: 'refuse', advice: one })),
      Enter: () => advice && navigate(`/patients/${advice.patient}`),
    },
  });
  const close = () => setDoing(undefined);
  const { keys } = words.held;

  return (
    <Page title={words.held.title} aside={items.length > 0 && <span className="muted">{words.held.count(items.length)}</span>}>
      <p className="lede muted">{words.held.lede}</p>
      {waiting.error && <Problem error={waiting.error} again={waiting.reload} />}
      {waiting.first && <Skeleton lines={4} height={96} />}
      {waiting.data?.length === 0 && <Empty title={words.held.empty}>{words.held.emptyHint}</Empty>}
      {items.length > 0 && (
        <>
          {!may && <p className="muted">{words.held.noRight}</p>}
          <ul className="cards">
            {items.map((one) => (
              <HeldAdviceCard
                key={one.id}
                advice={one}
                selected={one.id === selected}
                select={() => select(one.id)}
                {...(may
                  ? {
                      approve: () => void approve(one),
                      edit: () => setDoing({ what: 'edit', advice: one }),
                      refuse: () => setDoing({ what: 'refuse', advice: one }),
                    }
                  : {})}
                busy={busy}
              />
            ))}
          </ul>
          <Keys
            of={[
              ['j k', keys.move],
              ['a', keys.approve],
              ['e', keys.edit],
              ['r', keys.refuse],
              ['↵', keys.open],
            ]}
          />
        </>
      )}
      <ApprovalRulesPanel may={setAdviceRules} />
      {doing?.what === 'edit' && (
        <HeldAdviceEdit advice={doing.advice} close={close} done={() => settled(doing.advice, words.held.approved)} />
      )}
      {doing?.what === 'refuse' && (
        <HeldAdviceRefuse advice={doing.advice} close={close} done={() => settled(doing.advice, words.held.refused)} />
      )}
    </Page>
  );
}
