import type { Records } from '../domain/store.ts';
import { adverse } from './adverse.ts';
import { advice } from './advice.ts';
import { alerts } from './alerts.ts';
import { apiTokens } from './api-tokens.ts';
import { approvalRules } from './approval-rules.ts';
import { audit } from './audit.ts';
import { careTeams } from './care-teams.ts';
import { claimCodes } from './claim-codes.ts';
import { clinic } from './clinic.ts';
import { clinicIssues } from './clinic-issues.ts';
import { clinicWords, sentenceSwitches } from './clinic-words.ts';
import { cohorts } from './cohorts.ts';
import type { Connection } from './connection.ts';
import { contacts } from './contacts.ts';
import { conversations } from './conversations.ts';
import { decisions } from './decisions.ts';
import { deskNotes } from './desk-notes.ts';
import { devices } from './devices.ts';
import { duty, pulses, snoozes, storms } from './duty.ts';
import { challenges, factors } from './factors.ts';
import { followUps, runs } from './follow-ups.ts';
import { identities } from './identities.ts';
import { inbox } from './inbox.ts';
import { incidents } from './incidents.ts';
import { issuedReports } from './issued-reports.ts';
import { looks } from './looks.ts';
import type { Memory } from './memory.ts';
import { outbox } from './outbox.ts';
import { outline } from './outline.ts';
import { owners } from './owners.ts';
import { patients } from './patients.ts';
import { plans, responses } from './plans.ts';
import { proposals } from './proposals.ts';
import { quarantine } from './quarantine.ts';
import { readings } from './readings.ts';
import { reportRuns, reportSchedules } from './report-runs.ts';
import { ruleStates } from './rule-states.ts';
import type { Seal } from './seal.ts';
import { sends } from './sends.ts';
import { shadows } from './shadows.ts';
import { signInTries } from './sign-in-tries.ts';
import { streams } from './streams.ts';
import { tally } from './tally.ts';
import { tasks } from './tasks.ts';
import { thresholds } from './thresholds.ts';
import { timers } from './timers.ts';
import { sessions, users } from './users.ts';

/** All nouns on one connection, of any driver. `memory` is the one writer's; with several, and for readers, `noMemory`. */
export function recordsOn(connection: Connection, seal: Seal, memory: Memory): Records {
  const acts = audit(connection, seal);
  return {
    readings: { ...readings(connection), outline: outline(connection), tally: tally(connection) },
    patients: patients(connection, memory),
    identities: identities(connection, seal),
    contacts: contacts(connection, seal),
    devices: devices(connection, memory),
    owners: owners(connection, memory),
    claimCodes: claimCodes(connection),
    ruleStates: ruleStates(connection, memory),
    thresholds: thresholds(connection),
    cohorts: cohorts(connection),
    proposals: proposals(connection),
    clinic: clinic(connection),
    clinicWords: clinicWords(connection),
    sentenceSwitches: sentenceSwitches(connection),
    alerts: alerts(connection),
    snoozes: snoozes(connection),
    storms: storms(connection),
    duty: duty(connection),
    pulses: pulses(connection),
    decisions: decisions(connection),
    outbox: outbox(connection),
    inbox: inbox(connection),
    sends: sends(connection),
    timers: timers(connection),
    runs: runs(connection),
    followUps: followUps(connection),
    responses: responses(connection),
    plans: plans(connection, memory),
    advice: advice(connection),
    conversations: conversations(connection),
    deskNotes: deskNotes(connection),
    tasks: tasks(connection),
    shadows: shadows(connection),
    approvalRules: approvalRules(connection),
    adverse: adverse(connection),
    quarantine: quarantine(connection),
    users: users(connection),
    sessions: sessions(connection),
    audit: acts,
    looks: looks(connection, acts),
    incidents: incidents(connection),
    careTeams: careTeams(connection),
    factors: factors(connection, seal),
    challenges: challenges(connection),
    apiTokens: apiTokens(connection),
    signInTries: signInTries(connection),
    streams: streams(connection),
    issuedReports: issuedReports(connection),
    reportSchedules: reportSchedules(connection),
    reportRuns: reportRuns(connection),
    clinicIssues: clinicIssues(connection),
  };
}
