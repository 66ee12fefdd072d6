import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Language } from '../../domain/source.ts';
import type { Draft } from '../generator.ts';
import { verdictsOf } from '../guard/registry.ts';
import { inLanguage, people, type Scene, sceneOf, type World } from './people.ts';

/** By kind (a check of the guard, or `safe`), then by the person it would be said to. */
const Texts = z.record(
  z.string(),
  z.record(z.string(), z.array(z.union([z.string(), z.strictObject({ text: z.string(), says: z.string() })]))),
);

export interface Written {
  readonly kind: string;
  readonly language: Language;
  readonly person: string;
  readonly text: string;
  /** The sentence of the knowledge base that it says in other words: where its numbers come from. */
  readonly says?: string;
}

/**
 * `unseen` and `second-unseen` (by a hand that had not read the checks) were left alone for long; `third-unseen` was written against the guard's gaps
 * before its third mending, `fourth-unseen` after it: nothing was ever mended by that one.
 */
export const TEXT_SETS = [
  'unsafe',
  'safe',
  'unseen-unsafe',
  'unseen-safe',
  'second-unseen-unsafe',
  'second-unseen-safe',
  'third-unseen-unsafe',
  'third-unseen-safe',
  'fourth-unseen-unsafe',
  'fourth-unseen-safe',
] as const;
export type TextSet = (typeof TEXT_SETS)[number];

export function readTexts(which: TextSet): readonly Written[] {
  return (['zh-CN', 'en'] as const).flatMap((language) => {
    const file = join(import.meta.dirname, `${which}.${language}.yaml`);
    return Object.entries(Texts.parse(parse(readFileSync(file, 'utf8')))).flatMap(([kind, of]) =>
      Object.entries(of).flatMap(([whom, texts]) =>
        texts.map((one) => ({ kind, language, person: whom, ...(typeof one === 'string' ? { text: one } : one) })),
      ),
    );
  });
}

export interface Judged extends Written {
  /** The sentence as it would be read, facts filled in. */
  readonly said: string;
  /** Checks that turned it down, each with its reason. */
  readonly by: readonly { readonly check: string; readonly why: string }[];
}

/** Holds every sentence against the whole guard, as the one sentence (with ` || ` the sentences) of a draft that may use all facts of its person. */
export function judgeTexts(world: World, texts: readonly Written[]): readonly Judged[] {
  const scenes = new Map<string, Scene>();
  return texts.map((written) => {
    const { language, person, text, says } = written;
    const known = people[person];
    if (!known) throw new Error(`there is no ${person} among the people of the evaluation`);
    const key = `${language} ${person}`;
    const scene = scenes.get(key) ?? sceneOf(world, inLanguage(known[0], language), known[1]);
    scenes.set(key, scene);
    const said = text.replaceAll(/\{([a-z0-9.-]+)\}/g, (braces, id: string) => scene.facts.find((fact) => fact.id === id)?.text ?? braces);
    const sentences = said.split(/ ?\|\| ?/).map((part) => ({
      text: part,
      topic: 'diet' as Draft['sentences'][number]['topic'],
      facts: scene.facts.map(({ id }) => id),
      ...(says === undefined ? {} : { source: says, topic: topicOf(scene, says) }),
    }));
    const by = verdictsOf({ sentences }, scene.facts, scene.brief).flatMap(({ check, findings }) =>
      findings.map(({ why }) => ({ check, why })),
    );
    return { ...written, said, by };
  });
}

const topicOf = ({ brief }: Scene, source: string): Draft['sentences'][number]['topic'] =>
  brief.offers.find(({ id }) => id === source)?.topic ?? 'diet';
