import type { AdviceGenerator, Brief, Draft, Offer } from '../generator.ts';

/** How many steps an advice holds: as many as people keep in mind. An engineering choice. */
const STEPS = { 1: 3, 2: 2, 3: 1 } as const;
const WARNINGS = 2;
const CAUTIONS_PER_TOPIC = 1;

/**
 * Writes without a model and without a network: chooses among the sentences that clinicians wrote and that fit this person, those first
 * that fit most closely and were not said last time. The same brief gets the same draft.
 */
export function createCuratedGenerator(): AdviceGenerator {
  return { name: 'curated', write: async (_facts, brief) => choose(brief) };
}

function choose(brief: Brief): Draft {
  // In an emergency nothing varies: the same situation gets the same reviewed words every time.
  const seed = brief.urgent ? '' : brief.seed;
  const ranked = brief.offers
    .map((offer) => ({ offer, rank: offer.fit - (brief.urgent ? 0 : stale(offer, brief)) }))
    .toSorted((a, b) => b.rank - a.rank || hash(seed + a.offer.id) - hash(seed + b.offer.id) || (a.offer.id < b.offer.id ? -1 : 1))
    .map(({ offer }) => offer);
  const ideas = new Set<string>();
  const take = (count: number, wanted: (offer: Offer) => boolean): readonly Offer[] => {
    const taken: Offer[] = [];
    for (const offer of ranked) {
      if (taken.length === count) break;
      if (!wanted(offer) || (offer.idea !== undefined && ideas.has(offer.idea))) continue;
      if (offer.idea !== undefined) ideas.add(offer.idea);
      taken.push(offer);
    }
    return taken;
  };

  const steps = STEPS[Math.min(brief.topics.length, 3) as 1 | 2 | 3] ?? 1;
  const chosen = [
    ...take(1, ({ part }) => part === 'finding'),
    // In the order in which their author put them: the gravest first.
    ...brief.offers.filter(({ part }) => part === 'warning').slice(0, WARNINGS),
    ...brief.topics.flatMap((topic) => {
      const what = take(steps, (offer) => offer.part === 'step' && offer.topic === topic);
      // A caution belongs to a step: nobody is warned of exercise that nobody proposed.
      const care = what.length > 0 ? take(CAUTIONS_PER_TOPIC, (offer) => offer.part === 'caution' && offer.topic === topic) : [];
      return [...what, ...care];
    }),
  ];
  return { sentences: chosen.map(({ id, text, topic, facts }) => ({ text, topic, facts: [...facts], source: id })) };
}

/** What was said last time waits, and what was said the time before waits less; cautions and warnings never wait. */
function stale({ id, part }: Offer, { previous }: Brief): number {
  if (part === 'warning' || part === 'caution') return 0;
  const said = previous.findIndex((sentences) => sentences.some(({ source }) => source === id));
  return said < 0 ? 0 : said === 0 ? 20 : 10 / said;
}

/** FNV-1a, 32 bit: spreads choices among equals without chance. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}
