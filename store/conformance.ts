import { describe } from 'vitest';
import { accessConformance } from './conformance/access.ts';
import { adverseConformance } from './conformance/adverse.ts';
import { clinicConformance } from './conformance/clinic.ts';
import { clinicIssueConformance } from './conformance/clinic-issues.ts';
import { clinicWordsConformance } from './conformance/clinic-words.ts';
import { conversationConformance } from './conformance/conversations.ts';
import { decisionConformance } from './conformance/decisions.ts';
import { deskConformance } from './conformance/desk.ts';
import { deviceConformance } from './conformance/devices.ts';
import { dutyConformance } from './conformance/duty.ts';
import { issuedConformance } from './conformance/issued.ts';
import { limitConformance } from './conformance/limits.ts';
import { lookConformance } from './conformance/looks.ts';
import { messageConformance } from './conformance/messages.ts';
import { peopleConformance } from './conformance/people.ts';
import { planConformance } from './conformance/plans.ts';
import { readingConformance } from './conformance/readings.ts';
import { ruleStateConformance } from './conformance/rule-states.ts';
import type { Open } from './conformance/samples.ts';
import { sendConformance } from './conformance/sends.ts';
import { shadowConformance } from './conformance/shadows.ts';
import { streamConformance } from './conformance/streams.ts';
import { transactionConformance } from './conformance/transactions.ts';

/** What every driver of the store must do. `open` gives an empty store, each time another; who opened it cleans up after the test. */
export function storeConformance(open: Open): void {
  describe('does what a store must do', () => {
    transactionConformance(open);
    readingConformance(open);
    streamConformance(open);
    ruleStateConformance(open);
    decisionConformance(open);
    messageConformance(open);
    sendConformance(open);
    dutyConformance(open);
    peopleConformance(open);
    lookConformance(open);
    limitConformance(open);
    clinicConformance(open);
    clinicWordsConformance(open);
    planConformance(open);
    conversationConformance(open);
    deskConformance(open);
    shadowConformance(open);
    deviceConformance(open);
    issuedConformance(open);
    clinicIssueConformance(open);
    adverseConformance(open);
    accessConformance(open);
  });
}
