import { afterAll, beforeAll } from 'vitest';
import { accessibleEverywhere } from './console/accessible.ts';
import { adverseReactions } from './console/adverse.ts';
import { heldAdvice } from './console/advice.ts';
import { audit } from './console/audit.ts';
import { type Clinic, openClinic } from './console/clinic.ts';
import { days } from './console/days.ts';
import { desk } from './console/desk.ts';
import { devices } from './console/devices.ts';
import { duty } from './console/duty.ts';
import { byKeyboardAlone } from './console/keyboard.ts';
import { limits } from './console/limits.ts';
import { tenThousandAlerts } from './console/many.ts';
import { plans } from './console/plans.ts';
import { questions } from './console/questions.ts';
import { reach } from './console/reach.ts';
import { records } from './console/records.ts';
import { reports } from './console/reports.ts';
import { shadows } from './console/shadows.ts';
import { smallAtFirst } from './console/size.ts';
import { describeWith } from './services.ts';

/** The built console in a real browser, against the real server with the data of the demo. One clinic for all: it takes a while to move in. */
describeWith('chromium', 'the console', () => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic();
  });
  afterAll(() => clinic?.close());

  smallAtFirst(() => clinic);
  accessibleEverywhere(() => clinic);
  byKeyboardAlone(() => clinic);
  days(() => clinic);
  records(() => clinic);
  desk(() => clinic);
  duty(() => clinic);
  limits(() => clinic);
  shadows(() => clinic);
  plans(() => clinic);
  questions(() => clinic);
  devices(() => clinic);
  reach(() => clinic);
  audit(() => clinic);
  reports(() => clinic);
  heldAdvice(() => clinic);
  adverseReactions(() => clinic);
  tenThousandAlerts(() => clinic);
});
