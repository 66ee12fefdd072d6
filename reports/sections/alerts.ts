import { type Alert, ownTitle } from '../../domain/alert.ts';
import type { Material, SectionBuilder } from '../build.ts';
import type { AlertFact } from '../report.ts';

/** Every alert of the period, newest first. */
export const alerts: SectionBuilder = (material) =>
  material.alerts.length === 0
    ? undefined
    : { section: 'alerts', alerts: material.alerts.map((alert) => alertFact(alert, material)).sort((a, b) => b.opened - a.opened) };

export function alertFact(
  { id, rule, severity, opened, raised, late, state, values, evidence }: Alert,
  { words }: Pick<Material, 'words'>,
): AlertFact {
  const said = words(rule.id);
  const title = said?.title ?? ownTitle({ values }) ?? { en: rule.id, 'zh-CN': rule.id };
  const source = said?.source && { organisation: said.source.organisation, year: said.source.year };
  return {
    id,
    rule: rule.id,
    title,
    severity,
    opened,
    raised,
    late,
    state: state.is,
    values,
    evidence: evidence.length,
    ...(source ? { source } : {}),
  };
}
