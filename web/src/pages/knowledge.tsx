import { type ReactNode, useState } from 'react';
import type { KnowledgeRowView, KnowledgeView } from '../../../api/words-contract.ts';
import { useResource } from '../api/use-resource.ts';
import * as resources from '../api/words-resources.ts';
import { Page } from '../parts/page.tsx';
import { Problem, SkeletonBlock } from '../parts/state.tsx';
import { useMore } from '../parts/use-more.tsx';
import { useSpeech } from '../words/words.tsx';
import { KnowledgeRow } from './knowledge-row.tsx';
import '../styles/wording.css';

const TOPICS = ['diet', 'exercise', 'measuring'] as const;
const STATES = ['all', 'off', 'unverified', 'unused'] as const;
const READ = ['both', 'zh-CN', 'en'] as const;
type State = (typeof STATES)[number];
const FEW = 40;
/** What is said stands before what is not to be said, and before numbers. */
const RANK = ['sentence', 'avoidance', 'limit'] as const;

/** The sentences that advice is made of: found, read with their sources, and left out where a clinic sees it otherwise. */
export function KnowledgePage() {
  const { knowledge } = useSpeech().words;
  const view = useResource(resources.knowledge);
  return (
    <Page title={knowledge.title} wide>
      <p className="lede muted">{knowledge.lede}</p>
      {view.error && <Problem error={view.error} again={view.reload} />}
      {view.first && <SkeletonBlock height={480} />}
      {view.data && <Rows view={view.data} />}
    </Page>
  );
}

function Rows({ view }: { readonly view: KnowledgeView }) {
  const { language, words } = useSpeech();
  const { knowledge } = words;
  const [find, setFind] = useState('');
  const [topic, setTopic] = useState('');
  const [situation, setSituation] = useState('');
  const [trait, setTrait] = useState('');
  const [state, setState] = useState<State>('all');
  const [read, setRead] = useState<(typeof READ)[number]>('both');
  const wanted = find.trim().toLowerCase();
  const found = RANK.flatMap((is) => view.rows.filter((row) => row.is === is)).filter(
    (row) =>
      (wanted === '' || [row.id, row.text.en, row.text['zh-CN']].some((text) => text.toLowerCase().includes(wanted))) &&
      (topic === '' || row.topic === topic) &&
      (situation === '' || row.when.includes(situation)) &&
      (trait === '' || row.needs.includes(trait) || row.unless.includes(trait)) &&
      isIn(row, state),
  );
  const more = useMore(found, FEW);
  const names = new Map([...view.situations, ...view.traits].map(({ id, name }) => [id, name[language]]));
  return (
    <>
      <search className="knowledge-filters">
        <Filter label={knowledge.search}>
          <input type="search" value={find} onChange={({ target }) => setFind(target.value)} />
        </Filter>
        <Select
          label={knowledge.topic}
          value={topic}
          choose={setTopic}
          options={TOPICS.map((one) => [one, words.topic[one]])}
          any={knowledge.any}
        />
        <Select
          label={knowledge.situation}
          value={situation}
          choose={setSituation}
          options={view.situations.map(({ id, name }) => [id, name[language]])}
          any={knowledge.any}
        />
        <Select
          label={knowledge.trait}
          value={trait}
          choose={setTrait}
          options={view.traits.map(({ id, name }) => [id, name[language]])}
          any={knowledge.any}
        />
        <Select
          label={knowledge.state}
          value={state}
          choose={(one) => setState(one as State)}
          options={STATES.map((one) => [one, knowledge.states[one]])}
        />
        <Select
          label={knowledge.read}
          value={read}
          choose={(one) => setRead(one as typeof read)}
          options={READ.map((one) => [one, one === 'both' ? knowledge.both : words.wording.language[one]])}
        />
      </search>
      <p className="muted small" role="status">
        {knowledge.shown(found.length, view.rows.length)}
      </p>
      {found.length === 0 ? (
        <p className="muted">{knowledge.none}</p>
      ) : (
        <ul className="panel entries knowledge-rows">
          {more.shown.map((row) => (
            <KnowledgeRow
              key={`${row.is} ${row.id} ${row.value ?? ''}`}
              row={row}
              read={read === 'both' ? ['zh-CN', 'en'] : [read]}
              names={names}
            />
          ))}
        </ul>
      )}
      {more.button}
    </>
  );
}

function isIn({ is, off, uses, source, part }: KnowledgeRowView, state: State): boolean {
  if (state === 'off') return off !== undefined;
  if (state === 'unverified') return source.evidence === 'unverified';
  return state === 'all' || (is === 'sentence' && part !== undefined && uses === 0);
}

function Filter({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child.
    <label className="field">
      <span className="field-label">{label}</span>
      {children}
    </label>
  );
}

function Select({
  label,
  value,
  choose,
  options,
  any,
}: {
  readonly label: string;
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly options: readonly (readonly [string, string])[];
  readonly any?: string;
}) {
  return (
    <Filter label={label}>
      <select value={value} onChange={({ target }) => choose(target.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </Filter>
  );
}
