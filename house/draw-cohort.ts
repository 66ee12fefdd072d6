import type { Language } from '../domain/source.ts';
import type { CohortReport } from '../reports/cohort/cohort.ts';

/** The clinic's report as a page and on paper. The charts' library and the fonts come with the first of them. */
export function drawCohort(report: CohortReport, { language, clinic }: { readonly language: Language; readonly clinic: string }) {
  const page = async () => (await import('../reports/render/cohort-page.ts')).cohortPage(report, { language, clinic });
  return {
    html: async () => (await import('../reports/render/html.ts')).renderHtml(await page()),
    pdf: async () => (await import('./print-report.ts')).printReport(await page()),
  };
}
