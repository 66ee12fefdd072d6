import { afterAll, beforeAll } from 'vitest';
import { accessibleEverywhere } from './console/accessible.ts';
import { type Clinic, openClinic } from './console/clinic.ts';
import { days } from './console/days.ts';
import { desk } from './console/desk.ts';
import { duty } from './console/duty.ts';
import { byKeyboardAlone } from './console/keyboard.ts';
import { limits } from './console/limits.ts';
import { records } from './console/records.ts';
import { shadows } from './console/shadows.ts';
import { smallAtFirst } from './console/size.ts';
import { describeWith } from './services.ts';

/**
 * The built console in a real browser, against the real server with the data of the demo: what everybody's pages have in common, and the days
 * of coordinator, doctor and patient. One clinic for all: it takes a while to move in. The other half is console-rooms.test.ts, beside it so
 * that both run at once.
 */
describeWith('chromium', 'the console', () => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic();
  }, 180_000);
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
});
