import { setImmediate } from 'node:timers/promises';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Alert, Severity } from '../../domain/alert.ts';
import { DAY, type Instant } from '../../domain/clock.ts';
import { counts } from '../../domain/counts.ts';
import { HearthError } from '../../domain/errors.ts';
import { expectedInDays } from '../../domain/measuring-times.ts';
import { medicinesChanged } from '../../domain/medicine-change.ts';
import { type Patient, PatientIdentity, Patient as PatientSchema } from '../../domain/patient.ts';
import { profileChanged } from '../../domain/profile.ts';
import { type Reading, SHOWN_KINDS } from '../../domain/reading.ts';
import type { TimeSeriesStore } from '../../domain/store.ts';
import { followNewMedicines } from '../../medications/new-medicines.ts';
import { reviewChange } from '../../medications/review.ts';
import { judgedAt } from '../../rules/point.ts';
import { changed, RecordChange } from '../change-record.ts';
import { NewPatient, PatientDetail, PatientRow } from '../contract.ts';
import type { ApiParts } from '../parts.ts';
import { latestOf, readingView } from '../views.ts';

/** Among so many of the newest is one that counts and has come to pass: first a few are looked at, for a demonstration or a clock that runs ahead a lot. */
const LOOKED_AT = [8, 500];
const NONE: Readonly<Record<Severity, number>> = { high: 0, medium: 0, low: 0 };

const countsOf = (alerts: readonly Alert[]): Readonly<Record<Severity, number>> => {
  const counts = { ...NONE };
  for (const { severity } of alerts) counts[severity]++;
  return counts;
};

/** Who cares for patients calls them; a caregiver has their own address book, and a program none. */
const MAY_REACH: ReadonlySet<string> = new Set(['doctor', 'coordinator', 'administrator', 'pharmacist', 'dietitian']);

const Id = z.object({ patient: z.string().max(64) });

export const patientRoutes =
  ({ store, clock, enrol, medications, replan, watchOpenings }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/patients',
      {
        schema: {
          summary: 'All patients, each with the latest readings and the number of open alerts.',
          response: { 200: z.array(PatientRow) },
        },
      },
      async ({ sight }) => {
        const patients = await sight.only(await store.patients.list(), ({ id }) => id);
        const identities = await store.identities.get(patients.map(({ id }) => id));
        const open = await store.alerts.openCounts();
        const rows: PatientRow[] = [];
        for (let from = 0; from < patients.length; from += AT_ONCE) {
          const some = patients.slice(from, from + AT_ONCE);
          const lasts = await latestOfAll(store.readings, some);
          const now = clock.now();
          const plans = await store.plans.of(some.map(({ id }) => id));
          const expected = some.map((patient) => expectedInDays(patient, plans.get(patient.id), now));
          rows.push(
            ...some.map((patient, i) => rowOf(patient, lasts[i]!, expected[i]!, now, identities.get(patient.id), open.get(patient.id))),
          );
          // A long list is many questions, and nobody's reading waits for all of them.
          await setImmediate();
        }
        return rows;
      },
    );

    app.get(
      '/patients/:patient',
      {
        schema: { summary: 'One patient, with the ways to reach them.', params: Id, response: { 200: PatientDetail } },
      },
      async ({ params, user }) => detail(params.patient, user?.role),
    );

    app.post(
      '/patients',
      {
        schema: {
          summary: 'Adds a patient: the record under a pseudonym, and who it is, encrypted.',
          body: NewPatient,
          response: { 201: PatientRow },
        },
      },
      async ({ body: { patient, identity }, user, sight }, reply) => {
        if ((await store.patients.get([patient.id])).has(patient.id))
          throw new HearthError('api.exists', `There is a patient ${patient.id} already.`);
        await save(patient.id, user!.id, 'patient.add', () => ({ patient, identity }));
        // Whoever sees only their own would lose sight of whom they just added.
        if (!sight.everybody) await join(patient.id, user!.id);
        await enrol(patient);
        return reply.code(201).send(await row(patient, identity));
      },
    );

    app.put(
      '/patients/:patient',
      {
        schema: {
          summary: 'Changes the record: conditions, medicines, plan. Reviews the medicines in the same transaction.',
          params: Id,
          body: PatientSchema,
          response: { 200: PatientRow },
        },
      },
      async ({ params, body, user }) => {
        if (body.id !== params.patient) throw new HearthError('api.invalid', 'The patient in the address and the one in the body differ.');
        await save(body.id, user!.id, 'patient.change', () => ({ patient: body }));
        await enrol(body);
        return row(body, (await store.identities.get([body.id])).get(body.id), countsOf(await store.alerts.open(body.id)));
      },
    );

    app.patch(
      '/patients/:patient',
      {
        schema: {
          summary: 'Changes what was touched, each part with what it was before; a part that somebody else has changed since is refused.',
          params: Id,
          body: RecordChange,
          response: { 200: PatientDetail },
        },
      },
      async ({ params, body, user }) => {
        const after = await save(params.patient, user!.id, 'patient.change', (patient, identity) => ({
          patient: changed(patient!, body.record),
          ...(body.identity ? { identity: whole(changed(identity ?? { name: params.patient }, body.identity)) } : {}),
        }));
        await enrol(after);
        return detail(params.patient, user!.role);
      },
    );

    app.put(
      '/patients/:patient/identity',
      {
        schema: {
          summary: 'Who the patient is and how they are reached. What is left out is forgotten.',
          params: Id,
          body: PatientIdentity,
          response: { 200: PatientDetail },
        },
      },
      async ({ params, body, user }) => {
        await store.transact(async (records) => {
          await records.identities.save(params.patient, body);
          await records.audit.note([{ at: clock.now(), by: user!.id, did: 'patient.identity', patient: params.patient, about: {} }]);
        });
        return detail(params.patient, user!.role);
      },
    );

    /** With the ways to reach them for whoever may look at those. */
    async function detail(id: string, role: string | undefined): Promise<PatientDetail> {
      const patient = (await store.patients.get([id])).get(id)!;
      const identity = (await store.identities.get([id])).get(id);
      const { phone, email } = role !== undefined && MAY_REACH.has(role) && identity ? identity : {};
      return {
        ...(await row(patient, identity, countsOf(await store.alerts.open(id)))),
        ...(phone === undefined ? {} : { phone }),
        ...(email === undefined ? {} : { email }),
      };
    }

    async function join(patient: string, user: string): Promise<void> {
      const at = clock.now();
      await store.transact(async (records) => {
        await records.careTeams.assign({ patient, user, since: at, by: user, reason: 'added the patient' });
        await records.audit.note([{ at, by: user, did: 'care-team.assign', patient, about: { user, reason: 'added the patient' } }]);
      });
    }

    /** `work`: from what stands there to what shall. */
    async function save(
      id: string,
      by: string,
      did: 'patient.add' | 'patient.change',
      work: (patient: Patient | undefined, identity: PatientIdentity | undefined) => { patient: Patient; identity?: PatientIdentity },
    ): Promise<Patient> {
      const graph = medications();
      return store.transact(async (records) => {
        const now = clock.now();
        const before = (await records.patients.get([id])).get(id);
        const { patient, identity } = work(before, (await records.identities.get([id])).get(id));
        const alerts = await records.alerts.between(id, 0, now + 1);
        await records.patients.save(patient);
        // In the same transaction: no record with a contraindicated pair without the alert about it.
        const hasPharmacist = (await records.users.list()).some(({ role, disabled }) => role === 'pharmacist' && disabled === undefined);
        const found = reviewChange({ graph, before, after: patient, alerts, hasPharmacist, now });
        await records.decisions.apply(await watchOpenings(found, records, now), now);
        await records.decisions.apply(followNewMedicines(graph, { before, after: patient, alerts, review: found }, now), now);
        if (before && before.zone !== patient.zone) await replan(records, id);
        if (identity) await records.identities.save(id, identity);
        if (identity && before) await records.audit.note([{ at: now, by, did: 'patient.identity', patient: id, about: {} }]);
        const profile = profileChanged(before?.profile, patient.profile);
        const about = { ...medicinesChanged(before, patient), ...(profile === undefined ? {} : { profile }) };
        await records.audit.note([{ at: now, by, did, patient: id, about }]);
        return patient;
      });
    }

    async function row(patient: Patient, identity: PatientIdentity | undefined, open = NONE): Promise<PatientRow> {
      const [lasts] = await latestOfAll(store.readings, [patient]);
      const now = clock.now();
      const expected = expectedInDays(patient, await store.plans.get(patient.id), now);
      return rowOf(patient, lasts!, expected, now, identity, open);
    }
  };

/** Somebody without a name is nobody. */
function whole(identity: PatientIdentity): PatientIdentity {
  const read = PatientIdentity.safeParse(identity);
  if (!read.success) throw new HearthError('api.invalid', undefined, [{ pointer: '/identity/now/name', detail: 'a name belongs here' }]);
  return read.data;
}

/** So many patients of a list are asked for at once. */
const AT_ONCE = 100;

/** The latest of each kind that counts, of each patient, in order. */
async function latestOfAll(readings: TimeSeriesStore, patients: readonly Patient[]): Promise<readonly (readonly Reading[])[]> {
  const newest = await readings.newestOfEach(patients.flatMap(({ id }) => SHOWN_KINDS.map((kind) => ({ patient: id, kind }))));
  const sure = await Promise.all(newest.map((one) => (one && (judgedAt(one) < one.at || !counts(one)) ? laterOf(readings, one) : one)));
  return patients.map((_, i) => sure.slice(i * SHOWN_KINDS.length, (i + 1) * SHOWN_KINDS.length).flatMap((one) => one ?? []));
}

/** The newest by a clock that runs ahead is not the latest for as long as that; and what was taken back, or is no value of the patient's, never is. */
async function laterOf(readings: TimeSeriesStore, { patient, kind }: Reading): Promise<Reading | undefined> {
  for (const count of LOOKED_AT) {
    const found = latestOf((await readings.latest(patient, kind, count)).filter(counts));
    if (found) return found;
  }
  return undefined;
}

function rowOf(
  patient: Patient,
  lasts: readonly Reading[],
  expected: Patient['plan'],
  now: Instant,
  identity: PatientIdentity | undefined,
  open: Readonly<Record<Severity, number>> = NONE,
): PatientRow {
  const heard = new Map(lasts.map((reading) => [reading.kind, reading.received] as const));
  const lastHeard = Math.max(0, ...heard.values());
  return {
    ...patient,
    name: identity?.name ?? patient.id,
    latest: Object.fromEntries(lasts.map((reading) => [reading.kind, readingView(reading)])),
    openAlerts: { ...open },
    ...(lastHeard > 0 ? { lastHeard } : {}),
    overdue: expected.filter(({ kind, everyDays }) => (heard.get(kind) ?? 0) < now - everyDays * DAY).map(({ kind }) => kind),
  };
}
