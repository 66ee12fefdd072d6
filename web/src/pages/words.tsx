import { useState } from 'react';
import type { TemplateView } from '../../../api/words-contract.ts';
import { useResource } from '../api/use-resource.ts';
import * as resources from '../api/words-resources.ts';
import { Choice } from '../parts/choice.tsx';
import { useMay } from '../parts/may.tsx';
import { Page } from '../parts/page.tsx';
import { SourceLine } from '../parts/source.tsx';
import { Problem, SkeletonBlock } from '../parts/state.tsx';
import type { Words } from '../words/en.ts';
import { useSpeech } from '../words/words.tsx';
import { WordsProposals } from './words-proposals.tsx';
import { TemplateInLanguage } from './words-template.tsx';
import '../styles/wording.css';

const WHOM = ['all', 'patients', 'team', 'own'] as const;
type Whom = (typeof WHOM)[number];

/** Every message as it goes out, a clinic's own words in its place, and what waits for a second person. */
export function WordsPage() {
  const { language, words } = useSpeech();
  const { wording } = words;
  const may = useMay();
  const list = useResource(resources.templates);
  const waiting = useResource(may.treat ? resources.wordsProposals : undefined);
  const [whom, setWhom] = useState<Whom>('all');
  const shown = list.data?.templates.filter((one) => fits(one, whom)) ?? [];
  return (
    <Page title={wording.title} wide>
      <p className="lede muted">{wording.lede}</p>
      {waiting.error && <Problem error={waiting.error} again={waiting.reload} />}
      {waiting.data && waiting.data.length > 0 && <WordsProposals waiting={waiting.data} />}
      <div className="toolbar">
        <Choice
          name="whom"
          label={wording.show}
          options={WHOM.map((one) => [one, wording.whom[one]] as const)}
          value={whom}
          choose={setWhom}
        />
      </div>
      {list.error && <Problem error={list.error} again={list.reload} />}
      {list.first && <SkeletonBlock height={480} />}
      {list.data && shown.length === 0 && <p className="muted">{wording.none}</p>}
      <div className="wording">
        {shown.map((one) => (
          <Template key={one.template} one={one} />
        ))}
      </div>
      {list.data && whom !== 'team' && whom !== 'own' && (
        <section className="panel" aria-label={wording.fixedTitle}>
          <header className="panel-head">
            <h2>{wording.fixedTitle}</h2>
          </header>
          <p className="muted">{wording.fixedLede}</p>
          <ul className="entries">
            {list.data.fixed.map(({ id, title, text, source }) => (
              <li key={id} className="entry wording-fixed">
                <h3>{title[language]}</h3>
                <div className="wording-pair">
                  {(['zh-CN', 'en'] as const).map((one) => (
                    <p key={one} lang={one} className="wording-said">
                      {text[one]}
                    </p>
                  ))}
                </div>
                <SourceLine source={source} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

const isTo = ({ to }: TemplateView, patients: boolean): boolean =>
  to.some((role) => (role === 'patient' || role === 'caregiver') === patients);

const fits = (one: TemplateView, whom: Whom): boolean =>
  whom === 'all' || (whom === 'own' ? Boolean(one.in.en.own ?? one.in['zh-CN'].own) : isTo(one, whom === 'patients'));

export const nameOf = (template: string, words: Words): string => words.template[template as keyof Words['template']] ?? template;

function Template({ one }: { readonly one: TemplateView }) {
  const { language, words } = useSpeech();
  const { wording } = words;
  const [open, setOpen] = useState(false);
  const own = one.in.en.own ?? one.in['zh-CN'].own;
  const broken = [one.in.en, one.in['zh-CN']].some((state) => state.own && state.own.objections.length > 0);
  const name = nameOf(one.template, words);
  return (
    <details className="panel wording-template" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <h2>{name}</h2>
        <span className="muted wording-what">{one.what[language]}</span>
        <span className="wording-marks">
          {own && <span className={broken ? 'badge badge-overdue' : 'badge'}>{wording.own}</span>}
          <span className={one.urgent === 'never' ? 'muted small' : 'small'}>{wording.urgentShort[one.urgent]}</span>
        </span>
      </summary>
      {open && (
        <>
          <p className="muted small">
            {wording.to}
            {words.common.colon}
            {one.to.map((role) => words.role[role]).join(words.common.comma)} · {wording.urgent[one.urgent]}
          </p>
          <div className="wording-pair">
            {(['zh-CN', 'en'] as const).map((spoken) => (
              <TemplateInLanguage key={spoken} one={one} name={name} spoken={spoken} />
            ))}
          </div>
        </>
      )}
    </details>
  );
}
