import { afterAll, beforeAll } from 'vitest';
import { keptBehindTheDoor } from './console/kept-behind-the-door.ts';
import { proposalsInDoubt } from './console/proposals-in-doubt.ts';
import { steadyWorklist } from './console/steady-worklist.ts';
import { openTeam, type Team } from './console/team.ts';
import { twoAtOneRecord } from './console/two-at-one-record.ts';
import { describeWith } from './services.ts';

/** What goes wrong when two people work at once, and when the list moves beneath the hand: no act hits what nobody meant. */
describeWith('chromium', 'a console that several people use at once', () => {
  let team: Team;
  beforeAll(async () => {
    team = await openTeam();
  }, 60_000);
  afterAll(() => team?.close());

  steadyWorklist(() => team);
  twoAtOneRecord(() => team);
  proposalsInDoubt(() => team);
  keptBehindTheDoor(() => team);
});
