import type { Intake } from '../../domain/delivery.ts';
import { createEvaluator, type Evaluator } from './evaluator.ts';
import type { Mapping } from './mapping.ts';

/**
 * The intake, with the mappings before it: they are evaluated outside of every transaction, and the delivery goes on with its own bytes and
 * what was made of them. In quarantine it has its bytes only, so a replay is mapped anew.
 */
export function createMappedIntake({
  intake,
  mappings,
}: {
  readonly intake: Intake;
  /** Those in force now, by name. */
  readonly mappings: () => ReadonlyMap<string, Mapping>;
}): { readonly intake: Intake; close(): Promise<void> } {
  const open = new Map<string, { readonly mapping: Mapping; readonly evaluator: Evaluator }>();

  /** A mapping whose file was changed is another mapping, with a thread of its own. */
  function evaluatorOf(mapping: Mapping): Evaluator {
    const known = open.get(mapping.name);
    if (known && isSame(known.mapping, mapping)) return known.evaluator;
    void known?.evaluator.close();
    const evaluator = createEvaluator(mapping);
    open.set(mapping.name, { mapping, evaluator });
    return evaluator;
  }

  return {
    async intake(delivery) {
      const inForce = mappings();
      const mapping = inForce.size === 0 ? undefined : inForce.get(nameIn(delivery.topic));
      if (!mapping) return intake(delivery);
      return intake({ ...delivery, mapped: await evaluatorOf(mapping).evaluate(delivery) });
    },
    async close() {
      await Promise.all([...open.values()].map(({ evaluator }) => evaluator.close()));
    },
  };
}

/** `hearth/v1/hall/acme-bridge` -> `acme-bridge`. */
const nameIn = (topic: string): string => {
  const levels = topic.split('/');
  return levels.length === 4 ? levels[3]! : '';
};

const isSame = (one: Mapping, other: Mapping): boolean => JSON.stringify(one) === JSON.stringify(other);
