import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { PatientRow, SessionView } from '../../../api/contract.ts';
import { recordName } from '../../../domain/record-names.ts';
import type { Language } from '../../../domain/source.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Choice } from '../parts/choice.tsx';
import { Icon } from '../parts/icon.tsx';
import { mayOf } from '../parts/may.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Problem, Skeleton } from '../parts/state.tsx';
import { useMedia } from '../parts/use-media.ts';
import { useRowKeys } from '../parts/use-row-keys.ts';
import { useWindowed } from '../parts/use-windowed.ts';
import { useSpeech } from '../words/words.tsx';
import { PatientLine } from './patient-line.tsx';
import { PatientRecord } from './patient-record.tsx';

type Show = 'all' | 'alerts' | 'overdue';

/** Everybody who is cared for: whoever has something open first, then by name. */
export function PatientsPage({ session }: { readonly session: SessionView }) {
  const { language, words } = useSpeech();
  const patients = useResource(resources.patients);
  const [typed, setTyped] = useState('');
  const [show, setShow] = useState<Show>('all');
  const [focused, setFocused] = useState<string>();
  const wanted = useDeferredValue(typed);
  const narrow = useMedia('(max-width: 899px)');
  const height = narrow ? 76 : 56;
  const field = useRef<HTMLInputElement>(null);

  const found = useMemo(() => {
    const collator = new Intl.Collator(language);
    return (patients.data ?? [])
      .filter((patient) => fits(patient, show, wanted.trim().toLowerCase(), language))
      .toSorted((a, b) => weight(b) - weight(a) || collator.compare(a.name, b.name));
  }, [patients.data, show, wanted, language, words]);
  const { list, from, to } = useWindowed(found.length, height);
  const ids = useMemo(() => found.map(({ id }) => id), [found]);
  const focus = useCallback((id: string) => setFocused(id), []);
  useRowKeys({ ids, selected: focused, select: setFocused, keys: { '/': () => field.current?.focus() } });
  useEffect(() => {
    if (focused !== undefined && !ids.includes(focused)) setFocused(undefined);
  }, [ids, focused]);

  const [adding, setAdding] = useState(false);
  // Others may look; the server refuses the rest, so it is not offered.
  const add = mayOf(session.user.role).manage && (
    <button type="button" className="button button-primary" onClick={() => setAdding(true)}>
      <Icon name="plus" /> {words.record.add}
    </button>
  );
  const some = patients.data !== undefined && patients.data.length > 0;
  return (
    <Page
      wide
      title={words.patients.title}
      aside={
        some && (
          <>
            <span className="muted">{words.patients.count(patients.data.length)}</span> {add}
          </>
        )
      }
    >
      {patients.error && <Problem error={patients.error} again={patients.reload} />}
      {patients.first && <Skeleton lines={9} height={44} />}
      {adding && <PatientRecord close={() => setAdding(false)} />}
      {patients.data?.length === 0 && (
        <Empty title={words.patients.empty} action={add}>
          {words.patients.emptyHint}
        </Empty>
      )}
      {some && (
        <>
          <div className="toolbar">
            <label className="search">
              <Icon name="search" />
              <span className="unseen">{words.patients.search}</span>
              <input
                ref={field}
                type="search"
                placeholder={words.patients.search}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
              <kbd>/</kbd>
            </label>
            <Choice
              name="show"
              label={words.worklist.filter}
              value={show}
              choose={setShow}
              options={[
                ['all', words.common.all],
                ['alerts', words.patients.withAlerts],
                ['overdue', words.patients.overdueFilter],
              ]}
            />
          </div>
          {found.length === 0 ? (
            <Empty
              title={words.patients.none}
              action={
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    setTyped('');
                    setShow('all');
                  }}
                >
                  {words.worklist.showAll}
                </button>
              }
            />
          ) : (
            <div className="people">
              <div className="people-head" aria-hidden="true">
                <span>{words.patients.name}</span>
                <span>{words.patients.alerts}</span>
                <span className="right">{words.patients.glucose}</span>
                <span className="right">{words.patients.pressure}</span>
                <span className="right">{words.patients.heard}</span>
              </div>
              <ul ref={list} style={{ paddingTop: from * height, paddingBottom: (found.length - to) * height }}>
                {found.slice(from, to).map((patient) => (
                  <PatientLine key={patient.id} patient={patient} height={height} focused={focus} />
                ))}
              </ul>
            </div>
          )}
        </>
      )}
    </Page>
  );
}

/** One high alert outweighs any number of medium ones. */
const weight = ({ openAlerts: { high, medium, low } }: PatientRow): number => high * 1e6 + medium * 1e3 + low;

function fits(patient: PatientRow, show: Show, wanted: string, language: Language): boolean {
  if (show === 'alerts' && weight(patient) === 0) return false;
  if (show === 'overdue' && patient.overdue.length === 0) return false;
  if (wanted === '') return true;
  const texts = [
    patient.name,
    patient.id,
    ...patient.conditions,
    ...patient.conditions.map((condition) => recordName(condition, language)),
  ];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}
