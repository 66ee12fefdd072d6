import { afterAll, beforeAll, describe } from 'vitest';
import { createReplayClock } from '../domain/replay-clock.ts';
import { systemClock } from '../house/system-clock.ts';
import { reactionReport } from './console/reaction-report.ts';
import { sealedProof } from './console/sealed-proof.ts';
import { meterFallsSilent, SILENCE_MS, silentDevice } from './console/silent-device.ts';
import { openTeam, type Team } from './console/team.ts';
import { describeWith } from './services.ts';

/** Walks through several rooms at once, from what happens at home to what is on paper. */
describeWith('chromium', 'from home to paper', () => {
  let team: Team;
  beforeAll(async () => {
    team = await openTeam();
  }, 60_000);
  afterAll(() => team?.close());

  sealedProof(() => team);
  reactionReport(() => team);
});

describeWith('chromium', 'a meter that is not heard', () => {
  const now = systemClock.now();
  const clock = createReplayClock(now - SILENCE_MS);
  let team: Team;
  beforeAll(async () => {
    team = await openTeam(clock, (house) => meterFallsSilent(house, clock, now));
  }, 60_000);
  afterAll(() => team?.close());

  describe('in the worklist', () => silentDevice(() => team, clock));
});
