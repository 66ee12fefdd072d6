import type { Logger } from 'pino';
import { createAdvice } from '../advice/advise.ts';
import { createApprovalDesk } from '../advice/approval-desk.ts';
import { createCuratedGenerator } from '../advice/generators/curated.ts';
import { createOpenAiGenerator } from '../advice/generators/openai.ts';
import type { InboxKey } from '../advice/hold.ts';
import { readKnowledge } from '../advice/knowledge.ts';
import { createKnowledgeDesk } from '../advice/knowledge-desk.ts';
import { createChat } from '../advice/models/chat.ts';
import { createOpenAiAnswerer } from '../advice/questions/answerer.ts';
import { createQuestionDesk } from '../advice/questions/desk.ts';
import { createQuestions, type QuestionParts } from '../advice/questions/questions.ts';
import { createOpenAiTriager } from '../advice/questions/triage.ts';
import { createOpenAiReviewer } from '../advice/reviewers/openai.ts';
import type { Clock } from '../domain/clock.ts';
import type { Store } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { createAdverseReports } from './adverse-reports.ts';
import type { createFileTroubles } from './file-troubles.ts';
import { followMedications, home } from './packs.ts';
import type { Settings } from './settings.ts';

/** Whoever writes words for people or holds them back: advice and its approval, answers to questions, reports of reactions. */
export function openAdvice(parts: {
  readonly store: Store;
  readonly rules: () => RuleSet;
  readonly clock: Clock;
  readonly config: Settings;
  readonly log: Logger;
  readonly watchOpenings: QuestionParts['watchOpenings'];
  readonly inboxKey: InboxKey;
  readonly files: ReturnType<typeof createFileTroubles>;
}) {
  const { store, rules, clock, config, log, watchOpenings, inboxKey, files } = parts;
  const medications = followMedications(config.medications, files.trouble('medications'), files.mended('medications'));
  const knowledge = readKnowledge(home);
  const reviewer = config.reviewer && createOpenAiReviewer(createChat(config.reviewer, { clock }));
  const chat = config.model && createChat(config.model, { clock });
  // A breaker and a budget of its own: what advice uses up is not missing where somebody may be in danger.
  const sorting = config.triage ?? config.model;
  const words = (rule: string) => rules().rules.find(({ id }) => id === rule);
  const namesOf = async (patient: string) =>
    Object.values((await store.identities.get([patient])).get(patient) ?? {}).filter((one) => one !== undefined);

  const { staffSee } = config.clinic;
  const asked = { ...config.questions, staffSee };
  const aboutAdvice = { store, clock, words, knowledge, medications };
  return {
    medications,
    words,
    namesOf,
    questions: createQuestions({
      store,
      home,
      clock,
      settings: asked,
      knowledge,
      medications,
      watchOpenings,
      answerer: chat && createOpenAiAnswerer(chat),
      reviewer,
      triager: sorting && createOpenAiTriager(createChat(sorting, { clock })),
      namesOf,
      report: ({ said, why }) => log.warn({ what: 'questions', said, why }, 'trouble'),
    }),
    questionDesk: createQuestionDesk({ store, clock, settings: asked, namesOf }),
    adverse: createAdverseReports({ store, clock, medications, clinic: config.clinic.name, zone: config.clinic.zone, staffSee }),
    approvalDesk: createApprovalDesk({ ...aboutAdvice, inboxKey }),
    knowledgeDesk: createKnowledgeDesk({ store, knowledge, clock }),
    advice: createAdvice({
      ...aboutAdvice,
      generator: chat && createOpenAiGenerator(chat),
      reviewer,
      fallback: createCuratedGenerator(),
      staffSee,
      report: ({ alert, why }) => log.warn({ what: 'advice', alert, why }, 'trouble'),
    }),
  };
}
