import { afterAll, beforeAll } from 'vitest';
import { adverseReactions } from './console/adverse.ts';
import { heldAdvice } from './console/advice.ts';
import { audit } from './console/audit.ts';
import { type Clinic, openClinic } from './console/clinic.ts';
import { devices } from './console/devices.ts';
import { tenThousandAlerts } from './console/many.ts';
import { plans } from './console/plans.ts';
import { questions } from './console/questions.ts';
import { reach } from './console/reach.ts';
import { reports } from './console/reports.ts';
import { standsStill } from './console/steady.ts';
import { steps } from './console/steps.ts';
import { describeWith } from './services.ts';

/** The other half of console.test.ts, with a clinic of its own: the rooms of the console, one after the other. */
describeWith('chromium', 'the rooms of the console', () => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic();
  }, 180_000);
  afterAll(() => clinic?.close());

  steps(() => clinic);
  plans(() => clinic);
  questions(() => clinic);
  devices(() => clinic);
  reach(() => clinic);
  audit(() => clinic);
  reports(() => clinic);
  heldAdvice(() => clinic);
  adverseReactions(() => clinic);
  standsStill(() => clinic);
  tenThousandAlerts(() => clinic);
});
