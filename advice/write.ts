import type { Localized } from '../domain/source.ts';
import type { Fact } from './fact.ts';
import { type AdviceGenerator, type Brief, type Draft, GeneratorError } from './generator.ts';
import type { Finding, GuardBrief } from './guard/check.ts';
import { guard } from './guard/registry.ts';

export interface Written {
  readonly by: string;
  readonly label: Localized | undefined;
  readonly draft: Draft;
  /** Every draft that was turned down before, and every refusal or outage, with the reasons. */
  readonly turnedDown: readonly { readonly by: string; readonly why: readonly string[] }[];
  /** The generator could not be reached: whoever asks next may spare himself the wait. */
  readonly outage: boolean;
}

/**
 * Has a text written that the guard lets pass: by the generator, once more with the guard's reasons, else by the fallback, of which single
 * sentences are left out when even they fail. Takes as long as `signal` allows, and always comes back with something.
 * @param generator undefined: the fallback writes at once
 */
export async function writeGuarded(
  generator: AdviceGenerator | undefined,
  fallback: AdviceGenerator,
  facts: readonly Fact[],
  brief: GuardBrief,
  signal: AbortSignal,
): Promise<Written> {
  const turnedDown: { by: string; why: readonly string[] }[] = [];
  let outage = false;
  if (generator) {
    let reasons: readonly string[] = [];
    for (let attempt = 0; attempt < 2 && !outage; attempt++) {
      const draft = await attemptDraft(generator, facts, { ...brief, reasons }, signal);
      if (draft instanceof GeneratorError) {
        outage = draft.what === 'unavailable';
        reasons = [draft.message];
        turnedDown.push({ by: generator.name, why: [`${draft.what}: ${draft.message}`] });
        if (draft.what === 'refused') break;
        continue;
      }
      const findings = [...guard(draft, facts, brief), ...repeats(draft, brief)];
      if (findings.length === 0) return { by: generator.name, label: generator.label, draft, turnedDown, outage };
      reasons = findings.map(({ sentence, why }) => `sentence ${sentence + 1}: ${why}`);
      turnedDown.push({ by: generator.name, why: reasons });
    }
  }

  const draft = await fallback.write(facts, told(brief), signal);
  const findings = guard(draft, facts, brief);
  if (findings.length > 0)
    turnedDown.push({ by: fallback.name, why: findings.map(({ sentence, why }) => `sentence ${sentence + 1}: ${why}`) });
  const passed = draft.sentences.filter((_, i) => findings.every(({ sentence }) => sentence !== i));
  return { by: fallback.name, label: fallback.label, draft: { sentences: passed }, turnedDown, outage };
}

async function attemptDraft(
  generator: AdviceGenerator,
  facts: readonly Fact[],
  brief: GuardBrief,
  signal: AbortSignal,
): Promise<Draft | GeneratorError> {
  try {
    return await generator.write(facts, told(brief), signal);
  } catch (error) {
    if (error instanceof GeneratorError) return error;
    if (signal.aborted) return new GeneratorError('unavailable', 'it took too long');
    throw error;
  }
}

/** What the guard looks for is not for the writer to know. */
function told({ hidden: _, ...brief }: GuardBrief): Brief {
  return brief;
}

/** Nobody gets the same text twice running. */
function repeats({ sentences }: Draft, { previous }: Brief): readonly Finding[] {
  const said = new Set(previous[0]?.map(({ text }) => text));
  return sentences.length > 0 && sentences.every(({ text }) => said.has(text))
    ? [{ sentence: 0, why: 'repeat: this is what was said last time' }]
    : [];
}
