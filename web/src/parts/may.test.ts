import { expect, test } from 'vitest';
import { ACCESS_TABLE } from '../../../api/access-table.ts';
import { ROLES, type UserRole } from '../../../domain/roles.ts';
import { type May, mayOf } from './may.tsx';

/** For each thing that the console offers by role, what it asks of the server. */
const ASKS: Readonly<Record<keyof May, string>> = {
  treat: 'PUT /api/v1/patients/:patient/plan',
  manage: 'POST /api/v1/patients',
  accompany: 'POST /api/v1/patients/:patient/visits',
  read: 'GET /api/v1/patients/:patient/report',
  seePatients: 'GET /api/v1/patients',
  seePeople: 'GET /api/v1/users',
  changePeople: 'POST /api/v1/users',
  setClinic: 'PUT /api/v1/clinic',
  seeAudit: 'GET /api/v1/audit',
  seeSystem: 'GET /api/v1/system',
  completeReactions: 'POST /api/v1/adverse-reactions/:report/complete',
  decideAdvice: 'POST /api/v1/advice/:advice/approve',
  decideKnowledge: 'PUT /api/v1/clinic/knowledge/:sentence',
  setAdviceRules: 'PUT /api/v1/advice/approval-rules',
};

test.each(Object.entries(ASKS))('the console offers %s to whom the server lets %s', (may, asked) => {
  const [, who] = ACCESS_TABLE.find(([route]) => route === asked) ?? expect.fail(`no such route: ${asked}`);
  for (const role of ROLES) expect([role, mayOf(role)[may as keyof May]]).toEqual([role, (who as readonly UserRole[]).includes(role)]);
});
