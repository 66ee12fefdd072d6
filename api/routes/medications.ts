import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { about } from '../../medications/about.ts';
import { type CheckResult, check, type Item } from '../../medications/check.ts';
import { termNames } from '../../medications/names.ts';
import { checkPatient } from '../../medications/person.ts';
import { AboutMedication, CheckMedications, MedicationCheckView, MedicationName } from '../medication-contract.ts';
import type { ApiParts } from '../parts.ts';

/** The medication graph: medicines against each other, conditions, allergies and foods. What it does not know it says so of. */
export const medicationRoutes =
  ({ store, clock, medications }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/medications/check',
      {
        schema: {
          summary: 'A list of medicines against each other, conditions, allergies and foods.',
          body: CheckMedications,
          response: { 200: MedicationCheckView },
        },
      },
      async ({ body }) => checkView(check(medications(), body)),
    );

    app.get(
      '/patients/:patient/medications/check',
      {
        schema: {
          summary: 'The same for a patient’s record.',
          params: z.object({ patient: z.string().max(64) }),
          response: { 200: MedicationCheckView },
        },
      },
      async ({ params }) => {
        const patient = (await store.patients.get([params.patient])).get(params.patient);
        if (!patient) throw new HearthError('api.not-found', 'There is no such patient.');
        return checkView(checkPatient(medications(), patient, clock.now()));
      },
    );

    app.get(
      '/medications',
      {
        schema: { summary: 'The names that the medication graph knows.', response: { 200: z.array(MedicationName) } },
      },
      async () => termNames(medications()).map((term) => ({ ...term, atc: [...term.atc] })),
    );

    app.get(
      '/medications/:code',
      {
        schema: {
          summary: 'What is known of a medicine, class, condition or food.',
          params: z.object({ code: z.string().max(80) }),
          response: { 200: AboutMedication },
        },
      },
      async ({ params }) => {
        const known = about(medications(), params.code);
        if (!known) throw new HearthError('api.not-found', 'The graph knows nothing of this name. That does not mean that it is safe.');
        const { code, kind, name, atc, source } = known.term;
        return {
          code,
          kind,
          name,
          atc: [...atc],
          source,
          findings: known.findings.map(({ finding: { id, severity, effect, source: from }, others }) => ({
            id,
            severity,
            effect,
            source: from,
            with: others.map((other) => ({ code: other.code, kind: other.kind, name: other.name, atc: [...other.atc] })),
          })),
        };
      },
    );
  };

const itemView = ({ as, given, term: { code, kind, name } }: Item) => ({ as, given, code, kind, name });

const checkView = ({ facts, known, unknown, findings, notKnown, says }: CheckResult): MedicationCheckView => ({
  facts,
  says,
  known: known.map(itemView),
  unknown: unknown.map(({ as, given, rest }) => ({ as, given, rest })),
  findings: findings.map(({ id, items, severity, certainty, effect, source }) => ({
    id,
    between: items.map(itemView),
    severity,
    certainty,
    effect,
    source,
  })),
  notKnown: notKnown.map((pair) => pair.map(itemView)),
});
