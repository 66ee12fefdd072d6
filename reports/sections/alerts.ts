import { type Alert, ownTitle } from '../../domain/alert.ts';
import type { Material, SectionBuilder } from '../build.ts';
import type { AlertFact } from '../report.ts';

/** Every alert of the period, newest first. */
export const alerts: SectionBuilder = (material) =>
  material.alerts.length === 0
    ? undefined
    : { section: 'alerts', alerts: material.alerts.map((alert) => alertFact(alert, material)).sort((a, b) => b.opened - a.opened) };

export function alertFact(
  { id, rule, severity, opened, raised, late, state, values }: Alert,
  { words }: Pick<Material, 'words'>,
): AlertFact {
  const title = words(rule.id)?.title ?? ownTitle({ values }) ?? { en: rule.id, 'zh-CN': rule.id };
  return { id, rule: rule.id, title, severity, opened, raised, late, state: state.is, values };
}
