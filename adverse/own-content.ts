import { AdverseContent } from '../domain/adverse-content.ts';
import type { Language } from '../domain/source.ts';

/** What a patient said in plain words. */
export interface OwnWords {
  readonly language: Language;
  readonly what: string;
  readonly more?: string | undefined;
  readonly since?: string | undefined;
  readonly now?: 'recovered' | 'recovering' | 'not-recovered' | 'unknown' | undefined;
  readonly seriousness?: readonly ('life-threatening' | 'hospitalisation' | 'disability' | 'important')[] | undefined;
  readonly medicines: readonly {
    readonly name: string;
    readonly suspect: boolean;
    readonly since?: string | undefined;
    readonly stopped?: 'stopped' | 'reduced' | 'unchanged' | 'unknown' | undefined;
    readonly better?: 'better' | 'not-better' | 'unknown' | undefined;
    readonly batch?: string | undefined;
  }[];
}

/** The same in the words of a report; the reporter is the patient, whose name stays in the clinic. */
export function contentOfOwn({ language, what, more, since, now, seriousness, medicines }: OwnWords): AdverseContent {
  const reaction = { term: what, description: more, onset: since, outcome: now, seriousness };
  const drugs = medicines.map(({ name, suspect, since: start, stopped, better, batch }) => ({
    role: suspect ? 'suspect' : 'concomitant',
    name,
    start,
    batch,
    action: stopped && (stopped === 'stopped' ? 'withdrawn' : stopped),
    dechallenge: stopped === 'unchanged' ? 'not-done' : better,
  }));
  return AdverseContent.parse({ language, reactions: [given(reaction)], drugs: drugs.map(given), reporter: { profession: 'consumer' } });
}

/** Without what nobody said. */
const given = (all: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(all).filter(([, said]) => said !== undefined));
