import { createAdverseDesk } from '../adverse/desk.ts';
import { e2bXml } from '../adverse/e2b.ts';
import { fhirAdverseEvent } from '../adverse/fhir.ts';
import { formPage } from '../adverse/form-page.ts';
import { contentOfOwn, type OwnWords } from '../adverse/own-content.ts';
import { readingsAround } from '../adverse/readings-around.ts';
import { whatFollows } from '../adverse/view.ts';
import type { AdverseFormat, AdverseReport } from '../domain/adverse-report.ts';
import type { StaffSee } from '../domain/care-team.ts';
import type { Clock } from '../domain/clock.ts';
import type { Language } from '../domain/source.ts';
import type { Store } from '../domain/store.ts';
import type { MedicationGraph } from '../medications/graph.ts';

export interface AdverseParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly medications: () => MedicationGraph;
  readonly clinic: string;
  /** The clinic's, for patients of whom nobody says another. */
  readonly zone: string;
  readonly staffSee?: StaffSee;
}

/** Everything about reports of adverse reactions in one place: the desk, and the reports as files. */
export function createAdverseReports({ store, clock, medications, clinic, zone, staffSee = 'everybody' }: AdverseParts) {
  const desk = createAdverseDesk({ store, clock, staffSee });
  const patientOf = async ({ patient }: AdverseReport) => (await store.patients.get([patient])).get(patient);
  const follows = async (report: AdverseReport) => whatFollows(report, medications(), await patientOf(report));

  async function write(report: AdverseReport, format: AdverseFormat, language: Language) {
    const name = `adverse-reaction-${report.id}`;
    if (format === 'fhir')
      return { type: 'application/fhir+json', name: `${name}.json`, body: `${JSON.stringify(fhirAdverseEvent(report), undefined, 2)}\n` };
    if (format === 'e2b') {
      const country = report.content.reporter.country ?? 'XX';
      return { type: 'application/xml; charset=utf-8', name: `${name}.xml`, body: e2bXml(report, { clinic, country, now: clock.now() }) };
    }
    const { findings } = await follows(report);
    const page = formPage(report, { language, clinic, zone: (await patientOf(report))?.zone ?? zone, findings });
    // Setting a page on paper takes 80 MB of memory: it comes with the first form, not with the server.
    return format === 'pdf'
      ? { type: 'application/pdf', name: `${name}.pdf`, body: await (await import('./print-report.ts')).printReport(page) }
      : { type: 'text/html; charset=utf-8', name: `${name}.html`, body: (await import('../reports/render/html.ts')).renderHtml(page) };
  }

  return {
    ...desk,
    submit: (patient: string, said: OwnWords & { readonly key: string; readonly draft?: string | undefined }) =>
      desk.submit(patient, said.key, contentOfOwn(said), said.draft),
    whatFollows: follows,
    readingsAround: async (report: AdverseReport) =>
      readingsAround(store, report.patient, report.content, (await patientOf(report))?.zone ?? zone),
    write,
  };
}
export type AdverseReports = ReturnType<typeof createAdverseReports>;
