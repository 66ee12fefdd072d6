import type { Instant } from '../domain/clock.ts';
import { given } from '../domain/given.ts';
import {
  CLINIC,
  cohortOf,
  momentOf,
  OFF,
  type Proposal,
  patientOf,
  type Scope,
  scopeOfCohort,
  type Threshold,
  whomOf,
} from '../domain/limit.ts';
import type { Limits } from '../domain/rule-state.ts';
import type { Store } from '../domain/store.ts';
import type { User } from '../domain/user.ts';
import type { RuleSet } from '../rules/compile.ts';
import { concerns } from '../rules/concerns.ts';
import { thresholdsOf } from '../rules/thresholds.ts';
import { valueIn } from '../rules/weakened.ts';
import type { ThresholdView } from './contract.ts';
import type { ProposalView } from './limit-contract.ts';
import { accessOf } from './route-access.ts';
import { byName, staffNames } from './views.ts';

/** Every limit of a scope: what is in force there, where it comes from, its whole history. A patient sees the limits that judge them, the clinic all. */
export async function limitsOf(store: Store, set: RuleSet, scope: Scope, at: Instant): Promise<ThresholdView[]> {
  const id = patientOf(scope);
  const patient = id === undefined ? undefined : (await store.patients.get([id])).get(id);
  const cohorts = await cohortsAbove(store, scope, at);
  const scopes = [...new Set([scope, ...cohorts.keys(), CLINIC])];
  const histories = await Promise.all(scopes.map((one) => store.thresholds.history(one)));
  const staff = await staffNames(store);
  const limits = (await store.thresholds.inForce([scope], at)).get(scope) ?? {};

  const inForce = (history: readonly Threshold[]) =>
    history.filter(({ since, until }) => since <= at && (until === undefined || until > at));
  /** The row whose value holds: of the first scope, from the patient's own down, that says what is in force. */
  const holding = (history: readonly Threshold[], value: number | undefined) => inForce(history).find((row) => row.value === value);
  const where = ({ scope: of }: Threshold) => (of === CLINIC ? 'clinic' : cohortOf(of) === undefined ? 'patient' : 'cohort');

  return thresholdsOf(set)
    .filter(({ appliesTo }) => !patient || concerns(appliesTo)(patient))
    .map(({ rule, name, value: packValue, appliesTo: _, inOtherUnit, safer, protects, units, ...threshold }): ThresholdView => {
      const history = histories.flat().filter((row) => row.rule === rule && row.name === name);
      const value = limits[`${rule}.${name}`];
      const current = holding(history, value);
      const cohort = current && cohorts.get(current.scope);
      const turned = histories.flat().filter((row) => row.rule === rule && row.name === OFF);
      const off = limits[`${rule}.${OFF}`] === 1 ? holding(turned, 1) : undefined;
      return {
        ...threshold,
        rule,
        name,
        units: [...units],
        packValue,
        ...given({ safer, protects, inOtherUnit, cohort, given: current?.given }),
        value: value ?? packValue,
        fromWhere: current === undefined ? 'pack' : where(current),
        ...(off ? { off: { fromWhere: where(off), by: off.by, ...byName(off.by, staff), reason: off.reason, since: off.since } } : {}),
        history: history.map(({ rule: _rule, name: _name, safer: _safer, ...row }) => ({ ...row, ...byName(row.by, staff) })),
      };
    });
}

/** The cohorts that a patient is in, by scope; a cohort is its own. */
async function cohortsAbove(
  store: Store,
  scope: Scope,
  at: Instant,
): Promise<ReadonlyMap<Scope, { readonly id: string; readonly name: string }>> {
  const own = cohortOf(scope);
  const patient = patientOf(scope);
  const memberships = patient === undefined ? [] : await store.cohorts.of(patient);
  const ids = own !== undefined ? [own] : memberships.filter(({ until }) => until === undefined || until > at).map(({ cohort }) => cohort);
  const found = await Promise.all([...new Set(ids)].map((id) => store.cohorts.get(id)));
  return new Map(found.flatMap((cohort) => (cohort ? [[scopeOfCohort(cohort.id), { id: cohort.id, name: cohort.name }]] : [])));
}

/** Who may set a limit may approve one: for the whole clinic or a cohort not everybody who may for a patient. */
export const mayDecide = ({ role }: Pick<User, 'role'>, { change }: Pick<Proposal, 'change'>): boolean => {
  if (change.is !== 'limit' || patientOf(change.limit.scope) !== undefined) return true;
  const who = accessOf('PUT', '/api/v1/clinic/thresholds/:rule/:name', undefined)?.who;
  return Array.isArray(who) && who.includes(role);
};

/** The limits of whoever a proposal is about, at the moment from which it would hold. */
export async function limitsAbout({ thresholds }: Pick<Store, 'thresholds'>, proposal: Proposal, now: Instant): Promise<Limits> {
  const whom = whomOf(proposal);
  return (await thresholds.inForce([whom], momentOf(proposal, now))).get(whom) ?? {};
}

/** Proposals as people read them: what waits, with what is in force by now. */
export async function proposalViews(
  store: Store,
  set: RuleSet,
  proposals: readonly Proposal[],
  me: Pick<User, 'id' | 'role'>,
  now: Instant,
): Promise<ProposalView[]> {
  const staff = await staffNames(store);
  const about = proposals.map(({ change }) => (change.is === 'limit' ? patientOf(change.limit.scope) : change.patient));
  const names = await store.identities.get([...new Set(about.filter((id) => id !== undefined))]);
  const cohorts = new Map((await store.cohorts.list()).map(({ id, name }) => [id, name]));
  const states = proposals.map(({ decided, expires }) => (decided ? decided.as : expires <= now ? 'expired' : 'waiting'));
  // Of what waits no longer nobody asks what is in force by now.
  const limits = await Promise.all(proposals.map((one, i) => (states[i] === 'waiting' ? limitsAbout(store, one, now) : {})));
  return proposals.map((proposal, i) => {
    const { id, at, by, expires, reason, change, weakens, decided } = proposal;
    const state = states[i]!;
    const isNow = ({ rule, name }: { rule: string; name: string }) => valueIn(set, limits[i]!, rule, name);
    const patient = about[i];
    const cohort = change.is === 'limit' ? cohortOf(change.limit.scope) : change.cohort;
    const what = change.is !== 'limit' ? change.is : change.limit.name === OFF ? 'off' : 'limit';
    return {
      id,
      at,
      by,
      ...byName(by, staff),
      expires,
      reason,
      state,
      mine: by === me.id,
      may: by !== me.id && mayDecide(me, proposal),
      outdated: state === 'waiting' && weakens.some((one) => isNow(one) !== one.from),
      scope: patient !== undefined ? 'patient' : cohort !== undefined ? 'cohort' : 'clinic',
      what,
      ...given({
        patient,
        patientName: patient === undefined ? undefined : names.get(patient)?.name,
        cohort,
        cohortName: cohort === undefined ? undefined : cohorts.get(cohort),
        until: change.is === 'limit' ? change.limit.until : undefined,
      }),
      weakens: weakens.map((one) => {
        const rule = set.rules.find((known) => known.id === one.rule);
        const label = rule?.thresholds[one.name]?.title;
        const is = state === 'waiting' ? isNow(one) : undefined;
        return { ...one, ...given({ is }), title: rule?.title ?? { en: one.rule, 'zh-CN': one.rule }, ...(label ? { label } : {}) };
      }),
      ...(decided ? { decided: { at: decided.at, by: decided.by, ...byName(decided.by, staff), note: decided.note } } : {}),
    };
  });
}
