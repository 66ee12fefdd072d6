import { type Selectable, sql } from 'kysely';
import type { ClinicWordRecords, ClinicWords, SentenceSwitch, WordsProposal } from '../domain/clinic-words.ts';
import type { Instant } from '../domain/clock.ts';
import type { Language } from '../domain/source.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['clinic_words']>;
type SwitchRow = Selectable<Tables['sentence_switches']>;

const last = query((db) =>
  db
    .selectFrom('clinic_words')
    .selectAll()
    .where('number', 'in', (is) =>
      is
        .selectFrom('clinic_words')
        .select(({ fn }) => fn.max('number').as('number'))
        .groupBy(['template', 'language']),
    )
    .orderBy('number'),
);
const ofTemplate = query((db, $: Holes<{ template: string; language: string; count: number }>) =>
  db
    .selectFrom('clinic_words')
    .selectAll()
    .where('template', '=', $.template)
    .where('language', '=', $.language)
    .orderBy('number', 'desc')
    .limit($.count),
);
const add = query((db, $: Holes<Omit<Row, 'number'>>) =>
  db.insertInto('clinic_words').values({
    template: $.template,
    language: $.language,
    words: $.words,
    by: $.by,
    approved_by: $.approved_by,
    reason: $.reason,
    since: $.since,
  }),
);
const proposalById = query((db, $: Holes<{ id: string }>) => db.selectFrom('words_proposals').select('body').where('id', '=', $.id));
const waiting = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('words_proposals').select('body').where('is_waiting', '=', sql.lit(1)).orderBy('at', 'desc').orderBy('id').limit($.count),
);
const saveProposal = query((db, $: Holes<{ id: string; at: Instant; is_waiting: number; body: string }>) =>
  db
    .insertInto('words_proposals')
    .values({ id: $.id, at: $.at, is_waiting: $.is_waiting, body: $.body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ is_waiting: $.is_waiting, body: $.body })),
);

/** A clinic's own words: every version with who said it and why; the last of each template and language holds. */
export function clinicWords(connection: Connection): ClinicWordRecords['clinicWords'] {
  const proposalOf = ({ body }: { readonly body: string }): WordsProposal => JSON.parse(body) as WordsProposal;
  return {
    last: async () => (await connection.all(last, {})).map(wordsOf),
    history: async (template, language, count) => (await connection.all(ofTemplate, { template, language, count })).map(wordsOf),
    async set({ words, approvedBy, ...rest }) {
      await connection.run(add, { ...rest, words: words ?? null, approved_by: approvedBy ?? null });
    },
    async proposal(id) {
      const row = await connection.one(proposalById, { id });
      return row && proposalOf(row);
    },
    waiting: async (count) => (await connection.all(waiting, { count })).map(proposalOf),
    async saveProposal(proposal) {
      const { id, at, decided } = proposal;
      await connection.run(saveProposal, { id, at, is_waiting: decided ? 0 : 1, body: JSON.stringify(proposal) });
    },
  };
}

const lastSwitches = query((db) =>
  db
    .selectFrom('sentence_switches')
    .selectAll()
    .where('number', 'in', (is) =>
      is
        .selectFrom('sentence_switches')
        .select(({ fn }) => fn.max('number').as('number'))
        .groupBy('sentence'),
    )
    .orderBy('number'),
);
const switchesOf = query((db, $: Holes<{ sentence: string; count: number }>) =>
  db.selectFrom('sentence_switches').selectAll().where('sentence', '=', $.sentence).orderBy('number', 'desc').limit($.count),
);
const addSwitch = query((db, $: Holes<Omit<SwitchRow, 'number'>>) =>
  db.insertInto('sentence_switches').values({ sentence: $.sentence, is_off: $.is_off, by: $.by, reason: $.reason, since: $.since }),
);

/** Which sentences of the knowledge base a clinic has switched off, by whom and why. */
export function sentenceSwitches(connection: Connection): ClinicWordRecords['sentenceSwitches'] {
  return {
    last: async () => (await connection.all(lastSwitches, {})).map(switchOf),
    history: async (sentence, count) => (await connection.all(switchesOf, { sentence, count })).map(switchOf),
    async set({ off, ...rest }) {
      await connection.run(addSwitch, { ...rest, is_off: off ? 1 : 0 });
    },
  };
}

const wordsOf = ({ template, language, words, by, approved_by, reason, since }: Row): ClinicWords => ({
  template,
  language: language as Language,
  ...(words === null ? {} : { words }),
  by,
  ...(approved_by === null ? {} : { approvedBy: approved_by }),
  reason,
  since,
});

const switchOf = ({ sentence, is_off, by, reason, since }: SwitchRow): SentenceSwitch => ({
  sentence,
  off: is_off === 1,
  by,
  reason,
  since,
});
