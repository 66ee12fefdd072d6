/** For tests with a whole house: somebody whose evenings were too high, so that the rules ask for advice, which waits for a person. */
import { ApprovalRules } from '../domain/advice-approval.ts';
import { HOUR, type Instant } from '../domain/clock.ts';
import { glucose, type TestHouse } from './house.ts';

export const holdEverything = (house: TestHouse) =>
  house.approvalDesk.setRules(ApprovalRules.parse({ low: 'everything', medium: 'everything' }), 'doctor', 'we begin carefully');

/** Four evenings that were too high, the last a moment ago. */
export async function highEvenings(house: TestHouse, patient: string, now: Instant, more: Parameters<TestHouse['moveIn']>[2] = {}) {
  await house.moveIn(patient, [`meter-${patient}`], more);
  const meter = await house.connect(`meter-${patient}`);
  for (let i = 0; i < 4; i++) {
    const reading = glucose(12.4 + i / 10, now - (3 - i) * 24 * HOUR - 1000, { meal: 'after' });
    await meter.publishAsync(`hearth/v1/meter-${patient}/readings`, reading, { qos: 1 });
  }
  await meter.endAsync();
  await house.settle();
}
