/**
 * The thread of open-serving.ts that makes reports, on a connection of its own: reading 90 days of a sensor, drawing them and setting them on
 * paper takes longer than an ack may wait. All that it needs to know of the house at this moment stands in the question.
 */
import { workerData } from 'node:worker_threads';
import type { Instant } from '../domain/clock.ts';
import type { Language } from '../domain/source.ts';
import type { CohortReport } from '../reports/cohort/cohort.ts';
import { noMemory } from '../store/memory.ts';
import { recordsOn } from '../store/records.ts';
import { createSeal } from '../store/seal.ts';
import { statementsOn, turnOn } from '../store/sqlite-connection.ts';
import { openReader } from '../store/sqlite-file.ts';
import { answerQuestions } from './answer-questions.ts';
import { drawCohort } from './draw-cohort.ts';
import { createReporter, type FhirHow, type ReportRequest, type RuleWords } from './make-report.ts';
import { readQuestionnaires } from './packs.ts';
import { createIssuedViewer } from './show-issued.ts';

export interface ReportThreadData {
  readonly path: string;
  readonly identityKey: Uint8Array;
}

export type ReportQuestion = { readonly clinic: string } & (
  | {
      readonly of: 'patient';
      readonly request: ReportRequest;
      readonly now: Instant;
      readonly rules: readonly RuleWords[];
      readonly as: 'json' | 'html' | 'pdf' | FhirHow;
    }
  | {
      readonly of: 'issue';
      readonly id: string;
      readonly language?: Language | undefined;
      readonly named: boolean;
      readonly as: 'html' | 'pdf';
    }
  | { readonly of: 'clinic'; readonly report: CohortReport; readonly language: Language; readonly as: 'html' | 'pdf' }
);

const { path, identityKey } = workerData as ReportThreadData;
const db = openReader(path);
const { connection } = turnOn(statementsOn(db), { afterRefusal: 'go on' });
const store = recordsOn(connection, createSeal(identityKey), noMemory);
const questionnaires = readQuestionnaires();
const text = new TextEncoder();

async function answerTo(question: ReportQuestion): Promise<string | Uint8Array> {
  const { clinic } = question;
  if (question.of === 'clinic') return drawCohort(question.report, { language: question.language, clinic })[question.as]();
  if (question.of === 'issue') {
    const shown = await createIssuedViewer({ store, clinic, named: question.named })(question.id);
    if (!shown) throw new Error(`there is no report ${question.id}`);
    return shown[question.as](question.language);
  }
  const { request, now, rules, as } = question;
  const made = await createReporter({ store, rules: () => ({ rules }), questionnaires: () => questionnaires, clinic, now: () => now })(
    request,
  );
  if (as === 'json') return JSON.stringify(made.json);
  return typeof as === 'string' ? made[as]() : JSON.stringify(await made.fhir(as));
}

answerQuestions(
  async (question: ReportQuestion) => {
    // Of one moment: what is written meanwhile stands on all of its pages or on none.
    db.exec('begin');
    try {
      const answer = await answerTo(question);
      // A PDF lies in Typst's memory, which cannot be handed over.
      return typeof answer === 'string' ? text.encode(answer) : new Uint8Array(answer);
    } finally {
      db.exec('rollback');
    }
  },
  () => db.close(),
);
