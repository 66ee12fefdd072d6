import { useState } from 'react';
import type { TemplateView } from '../../../api/words-contract.ts';
import type { Language } from '../../../domain/source.ts';
import { refresh } from '../api/cache.ts';
import { useResource } from '../api/use-resource.ts';
import * as acts from '../api/words-acts.ts';
import * as resources from '../api/words-resources.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useMay } from '../parts/may.tsx';
import { Moment } from '../parts/moment.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';
import { EditWords } from './words-edit.tsx';
import { Objections, Said } from './words-parts.tsx';

/** One message in one language: as it goes out, who worded it, and rewording it. */
export function TemplateInLanguage({
  one,
  name,
  spoken,
}: {
  readonly one: TemplateView;
  readonly name: string;
  readonly spoken: Language;
}) {
  const { words } = useSpeech();
  const { wording } = words;
  const may = useMay();
  const [doing, setDoing] = useState<'edit' | 'back' | 'history'>();
  const { now, own, closing } = one.in[spoken];
  const title = wording.language[spoken];
  const close = () => setDoing(undefined);
  return (
    <section className="wording-one" aria-label={`${name}${words.common.comma}${title}`}>
      <header className="wording-head">
        <h3>{title}</h3>
        <span className={own ? 'badge' : 'muted small'}>{own ? wording.own : wording.shipped}</span>
      </header>
      {own && (
        <p className="muted small">
          {wording.saidBy(own.byName ?? own.by, own.approvedByName ?? own.approvedBy)} · <Moment at={own.since} zone={undefined} /> ·{' '}
          {own.reason}
        </p>
      )}
      {own && own.objections.length > 0 && (
        <div className="wording-broken" role="note">
          <p>{wording.broken}</p>
          <Objections objections={own.objections} />
        </div>
      )}
      <Said said={now} spoken={spoken} closing={closing} />
      <p className="wording-acts">
        {may.treat && (
          <button type="button" className="button button-small" aria-label={wording.editOf(name, title)} onClick={() => setDoing('edit')}>
            {wording.edit}
          </button>
        )}
        {may.treat && own && (
          <button type="button" className="button button-small" aria-label={wording.backOf(name, title)} onClick={() => setDoing('back')}>
            {wording.back}
          </button>
        )}
        <button
          type="button"
          className="button button-small button-plain"
          aria-label={wording.historyOf(name, title)}
          onClick={() => setDoing('history')}
        >
          {wording.history}
        </button>
      </p>
      {doing === 'edit' && <EditWords one={one} name={name} spoken={spoken} close={close} />}
      {doing === 'back' && (
        <ReasonDialog
          title={wording.backOf(name, title)}
          action={wording.back}
          close={close}
          send={async (reason) => {
            await acts.changeWords(one.template, spoken, null, reason);
            say(wording.saved);
            refresh((path) => path.startsWith('/clinic/'));
            close();
          }}
        />
      )}
      {doing === 'history' && <History one={one} spoken={spoken} title={wording.historyOf(name, title)} close={close} />}
    </section>
  );
}

function History({
  one,
  spoken,
  title,
  close,
}: {
  readonly one: TemplateView;
  readonly spoken: Language;
  readonly title: string;
  readonly close: () => void;
}) {
  const { wording } = useSpeech().words;
  const history = useResource(resources.wordsHistory(one.template, spoken));
  return (
    <Dialog title={title} close={close}>
      {history.error && <Problem error={history.error} again={history.reload} />}
      {history.first && <Skeleton lines={3} />}
      {history.data?.length === 0 && <p className="muted">{wording.noHistory}</p>}
      <ul className="entries">
        {history.data?.map(({ since, words: said, by, byName, approvedBy, approvedByName, reason }) => (
          <li key={since} className="entry wording-fixed">
            <p className="muted small">
              <Moment at={since} zone={undefined} /> · {wording.saidBy(byName ?? by, approvedByName ?? approvedBy)} · {reason}
            </p>
            <p className="wording-said" lang={spoken}>
              {said ?? wording.shipped}
            </p>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
