import { afterAll, beforeAll } from 'vitest';
import { advisersDays } from './console/advisers-days.ts';
import { coordinatorsDay } from './console/coordinators-day.ts';
import { doctorsDay } from './console/doctors-day.ts';
import { guardiansDays } from './console/guardians-days.ts';
import { patientsDay } from './console/patients-day.ts';
import { openTeam, type Team } from './console/team.ts';
import { describeWith } from './services.ts';

/** The rest of each persona's day, where console.test.ts and console-rooms.test.ts end: somebody of every role in one small clinic. */
describeWith('chromium', 'each persona’s day', () => {
  let team: Team;
  beforeAll(async () => {
    team = await openTeam();
  }, 60_000);
  afterAll(() => team?.close());

  patientsDay(() => team);
  coordinatorsDay(() => team);
  guardiansDays(() => team);
  doctorsDay(() => team);
  advisersDays(() => team);
});
