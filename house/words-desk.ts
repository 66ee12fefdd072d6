import { wordsFindings } from '../advice/clinic-words.ts';
import type { Emergency } from '../advice/questions/emergencies.ts';
import type { Rendered, TemplateState, WordsObjection } from '../api/words-parts.ts';
import type { ClinicWords, WordsProposal } from '../domain/clinic-words.ts';
import { type Clock, DAY, type Instant } from '../domain/clock.ts';
import { emergencyNumber, withEmergencyNumber } from '../domain/emergency-number.ts';
import { HearthError } from '../domain/errors.ts';
import { given as present } from '../domain/given.ts';
import type { Language, Localized, Source } from '../domain/source.ts';
import type { Records, Store } from '../domain/store.ts';
import { lengthsOf } from '../notifier/lengths.ts';
import { fitted, isTemplate, openWords } from '../notifier/own-words.ts';
import { render, type Words } from '../notifier/render.ts';
import { sampleValues } from '../notifier/sample-messages.ts';
import type { Template } from '../notifier/template.ts';
import { PURPOSES } from '../notifier/template-purposes.ts';
import { TEMPLATES, type TemplateName, type Templates } from '../notifier/templates.ts';

export interface WordsDeskParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly templates: Templates;
  readonly words: Words;
  /** Where links of messages lead. */
  readonly base: string;
  readonly zone: string;
  /** The emergency number that the clinic has set for its patients. */
  readonly ownNumber?: string | undefined;
  readonly emergencies: readonly Emergency[];
}

/** So long a proposal waits: over a weekend. Engineering choice. */
const PROPOSAL_LASTS_MS = 3 * DAY;
/** What people read to the end, and what every channel takes; characters. Engineering choices. */
const LONGEST = { subject: 80, whole: 1500 } as const;

/**
 * What a clinic does with the words of its messages: each act in one transaction with its audit. Words for what may be urgent are said once somebody
 * else approves them; to go back to the shipped words needs nobody.
 */
export function createWordsDesk({ store, clock, newId, templates, words: ruleWords, base, zone, ownNumber, emergencies }: WordsDeskParts) {
  const shippedOf = (template: string, language: Language): Template => {
    const found = isTemplate(template) ? templates.get(`${language}/${template}`) : undefined;
    if (!found) throw new HearthError('api.not-found', 'There is no such template.');
    return found;
  };

  /** As it would go out, with invented values. */
  function rendered(template: TemplateName, language: Language, by: Template): Rendered {
    const at = clock.now();
    const link = `${base}${SAMPLE_PATH[PURPOSES[template].to[0] === 'patient' ? 'patient' : 'team']}`;
    const { subject, text } = render(
      {
        key: 'sample',
        to: { person: SAMPLE_PATIENT, role: PURPOSES[template].to[0]! },
        about: SAMPLE_PATIENT,
        template,
        values: sampleValues(at)[template],
        urgent: false,
        due: at,
      },
      {
        templates: new Map([...templates, [by.name, by]]),
        language,
        patient: { zone, glucoseUnit: 'mmol/L' },
        emergencyNumber: ownNumber,
        words: (rule) => ruleWords(rule) ?? SAMPLE_RULE,
        link,
      },
    );
    return { subject, text, lengths: lengthsOf({ subject, text, link }) };
  }

  /** Everything that is wrong with words, and how they would read where that can be said. */
  function look(
    template: string,
    language: Language,
    words: string,
  ): { readonly objections: readonly WordsObjection[]; readonly sample?: Rendered } {
    const shipped = shippedOf(template, language);
    const found = fitted(shipped, words);
    const own = openWords(shipped).words;
    const guarded = wordsFindings(words, language, own).map(({ line, why }) => ({ check: why.split(':')[0]!, line, detail: why }));
    if ('problems' in found)
      return { objections: [...found.problems.map(({ is, values, detail }) => ({ check: is, values, detail })), ...guarded] };
    const sample = rendered(template as TemplateName, language, found.template);
    const tooLong = [
      ...(sample.subject.length > LONGEST.subject
        ? [`the subject is ${sample.subject.length} characters long, at most ${LONGEST.subject}`]
        : []),
      ...(words.length > LONGEST.whole ? [`${words.length} characters, at most ${LONGEST.whole}`] : []),
    ];
    return { objections: [...tooLong.map((detail) => ({ check: 'length', detail })), ...guarded], sample };
  }

  function demandFit(template: string, language: Language, words: string): void {
    const { objections } = look(template, language, words);
    if (objections.length > 0)
      throw new HearthError(
        'words.turned-down',
        undefined,
        objections.map(({ detail, line }) => ({ pointer: line === undefined ? '/words' : `/words/${line}`, detail })),
      );
  }

  async function say(said: ClinicWords, at: Instant, records: Records): Promise<void> {
    const { template, language, words, by, reason, approvedBy } = said;
    await records.clinicWords.set(said);
    const about = { template, language, reason, words: words === undefined ? 'as shipped' : 'own', ...present({ approvedBy }) };
    await records.audit.note([{ at, by, did: 'words.change', about }]);
  }

  return {
    /** Every template with its words now, and what the clinic says in place of them. */
    async list(): Promise<readonly TemplateState[]> {
      const own = new Map((await store.clinicWords.last()).map((one) => [`${one.language}/${one.template}`, one]));
      return (Object.keys(TEMPLATES) as TemplateName[]).map((template) => {
        const state = (language: Language) => {
          const shipped = shippedOf(template, language);
          const said = own.get(shipped.name);
          const { words, closing: written } = openWords(shipped);
          const closing = written && withEmergencyNumber(written, language, emergencyNumber(zone, ownNumber));
          if (said?.words === undefined) return { shipped: words, ...present({ closing }), now: rendered(template, language, shipped) };
          const found = fitted(shipped, said.words);
          return {
            shipped: words,
            ...present({ closing }),
            now: rendered(template, language, 'template' in found ? found.template : shipped),
            own: {
              ...said,
              words: said.words,
              objections: 'problems' in found ? found.problems.map(({ is, values, detail }) => ({ check: is, values, detail })) : [],
            },
          };
        };
        return { template, purpose: PURPOSES[template], values: TEMPLATES[template], in: { en: state('en'), 'zh-CN': state('zh-CN') } };
      });
    },

    /** What goes out word for word where somebody may be in danger: nobody changes it here. */
    fixed: (): readonly { readonly id: string; readonly title: Localized; readonly text: Localized; readonly source: Source }[] =>
      emergencies.map(({ id, title, says, source }) => ({ id, title, text: says, source })),

    look,

    /** Newest first. Throws HearthError api.not-found. */
    history(template: string, language: Language, count: number): Promise<readonly ClinicWords[]> {
      shippedOf(template, language);
      return store.clinicWords.history(template, language, count);
    },

    waiting: async (count: number): Promise<readonly WordsProposal[]> =>
      (await store.clinicWords.waiting(count)).filter(({ expires }) => expires > clock.now()),

    /** @param words undefined: back to the shipped ones. Throws HearthError api.not-found, words.turned-down. */
    async change({
      template,
      language,
      words,
      by,
      reason,
    }: Pick<ClinicWords, 'template' | 'language' | 'words' | 'by' | 'reason'>): Promise<
      { readonly is: 'in-force' } | { readonly is: 'proposed'; readonly proposal: WordsProposal }
    > {
      const shipped = shippedOf(template, language);
      const at = clock.now();
      const wanted = words === undefined || words.trim() === openWords(shipped).words ? undefined : words.trim();
      if (wanted !== undefined) demandFit(template, language, wanted);
      const change = { template, language, ...(wanted === undefined ? {} : { words: wanted }) };
      if (wanted === undefined || PURPOSES[template as TemplateName].urgent === 'never') {
        await store.transact((records) => say({ ...change, by, reason, since: at }, at, records));
        return { is: 'in-force' };
      }
      const proposal: WordsProposal = { id: newId(), at, by, expires: at + PROPOSAL_LASTS_MS, reason, change };
      await store.transact(async (records) => {
        await records.clinicWords.saveProposal(proposal);
        await records.audit.note([{ at, by, did: 'words.proposed', about: { proposal: proposal.id, template, language, reason } }]);
      });
      return { is: 'proposed', proposal };
    },

    /** Throws HearthError api.not-found, proposal.decided, proposal.expired, proposal.own, words.turned-down. */
    async decide(id: string, by: string, as: 'approved' | 'refused', note: string): Promise<void> {
      const at = clock.now();
      await store.transact(async (records) => {
        const proposal = await records.clinicWords.proposal(id);
        if (!proposal) throw new HearthError('api.not-found', 'There is no such proposal.');
        if (proposal.decided) throw new HearthError('proposal.decided');
        if (proposal.expires <= at) throw new HearthError('proposal.expired');
        if (proposal.by === by) throw new HearthError('proposal.own');
        const { template, language, words } = proposal.change;
        // The templates may have changed since it was proposed.
        if (as === 'approved' && words !== undefined) demandFit(template, language, words);
        await records.clinicWords.saveProposal({ ...proposal, decided: { as, at, by, note } });
        await records.audit.note([{ at, by, did: `words.${as}`, about: { proposal: id, template, language, note } }]);
        if (as === 'approved')
          await say({ ...proposal.change, by: proposal.by, approvedBy: by, reason: proposal.reason, since: at }, at, records);
      });
    },
  };
}

const SAMPLE_PATIENT = 'p-1042';
/** As long as links really are: they count in an SMS. */
const SAMPLE_PATH = { patient: `/p/${'x'.repeat(32)}.${'x'.repeat(43)}`, team: `/patients/${SAMPLE_PATIENT}` } as const;
const SAMPLE_RULE = {
  title: { en: 'Low glucose', 'zh-CN': '血糖偏低' },
  titleForPatient: { en: 'Your glucose is low', 'zh-CN': '您的血糖偏低' },
  explanation: { en: 'What this means stands here.', 'zh-CN': '此处说明结果的含义。' },
  forPatient: { en: 'What this means and what to do stands here.', 'zh-CN': '此处说明结果的含义和该怎么做。' },
};
