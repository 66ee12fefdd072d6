import type { IssuedState } from '../domain/issued.ts';
import type { Language } from '../domain/source.ts';
import type { Store } from '../domain/store.ts';
import type { Report } from '../reports/report.ts';

/** An issued report for whoever reads it. `content` is what was kept, word for word; the pages are drawn from it alone. */
export interface ShownReport {
  readonly state: IssuedState;
  readonly content: string;
  html(language?: Language): Promise<string>;
  pdf(language?: Language): Promise<Uint8Array>;
}

/**
 * Shows issued reports. Nothing of today's readings, rules or records enters: beside the content only the patient's name, which is kept
 * nowhere else, who signed, and what changed since. Resolves to undefined where there is no such report.
 */
export function createIssuedViewer({
  store,
  clinic,
  named = true,
}: {
  readonly store: Pick<Store, 'issuedReports' | 'identities' | 'users'>;
  readonly clinic: string;
  /** False: under the pseudonym, for a program. */
  readonly named?: boolean;
}) {
  return async (id: string): Promise<ShownReport | undefined> => {
    const [state, content] = [await store.issuedReports.get(id), await store.issuedReports.content(id)];
    if (!state || content === undefined) return undefined;
    const page = async (language: Language) => {
      const identity = named ? (await store.identities.get([state.patient])).get(state.patient) : undefined;
      const names = new Map((await store.users.list()).map((user) => [user.id, user.name]));
      const { pageOf } = await import('../reports/render/page.ts');
      const { withIssue } = await import('../reports/render/issue.ts');
      const report = JSON.parse(content) as Report;
      const plain = pageOf(report, { language, clinic, ...(identity ? { identity } : {}) });
      return withIssue(plain, state, { language, zone: report.zone, nameOf: (user) => names.get(user) ?? user });
    };
    return {
      state,
      content,
      html: async (language = state.language) => (await import('../reports/render/html.ts')).renderHtml(await page(language)),
      pdf: async (language = state.language) => (await import('./print-report.ts')).printReport(await page(language)),
    };
  };
}
