import type { Migration } from '../migrate.ts';
import { start } from './0001-start.ts';
import { ruleStatePieces } from './0002-rule-state-pieces.ts';
import { inboxByAddress } from './0003-inbox-by-address.ts';
import { plansAndResponses } from './0004-plans-and-responses.ts';
import { deviceRegistry } from './0005-device-registry.ts';
import { contacts } from './0006-contacts.ts';
import { sends } from './0007-sends.ts';
import { alertLife } from './0008-alert-life.ts';
import { access } from './0009-access.ts';
import { looksAndMarks } from './0010-looks-and-marks.ts';
import { issuedReports } from './0011-issued-reports.ts';
import { conversations } from './0012-conversations.ts';
import { adviceApproval } from './0013-advice-approval.ts';
import { adverseReports } from './0014-adverse-reports.ts';
import { limitsAndCohorts } from './0015-limits-and-cohorts.ts';
import { deskNotesAndTasks } from './0017-desk-notes-and-tasks.ts';
import { shadows } from './0018-shadows.ts';
import { clinicWords } from './0021-clinic-words.ts';
import { clinicIssues } from './0022-clinic-issues.ts';
import { receiptsOfProviders } from './0024-receipts-of-providers.ts';
import { valuesOfReadings } from './0025-values-of-readings.ts';
import { expiredMessages } from './0030-expired-messages.ts';
import { clinicKept } from './0033-clinic.ts';

/** All of them, in order. */
export const migrations: readonly Migration[] = [
  start,
  ruleStatePieces,
  inboxByAddress,
  plansAndResponses,
  deviceRegistry,
  contacts,
  sends,
  alertLife,
  access,
  looksAndMarks,
  issuedReports,
  conversations,
  adviceApproval,
  adverseReports,
  limitsAndCohorts,
  deskNotesAndTasks,
  shadows,
  clinicWords,
  clinicIssues,
  receiptsOfProviders,
  valuesOfReadings,
  expiredMessages,
  clinicKept,
];
