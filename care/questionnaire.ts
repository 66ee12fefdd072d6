import { askedItems, holds } from '../domain/answers.ts';
import {
  type AnswerCondition,
  type Answers,
  type QuestionItem,
  Questionnaire,
  type QuestionnaireFinding,
} from '../domain/questionnaire.ts';
import { PackError, type Problem } from '../rules/pack-error.ts';
import { problemsOf, type Read, readYaml } from '../rules/read-yaml.ts';

/**
 * Reads one questionnaire.
 * @param file how the file is called in what goes wrong
 * @throws PackError with every problem: file, line, column, key, and what was expected
 */
export function parseQuestionnaire(text: string, file: string): Questionnaire {
  const [read, second] = readYaml(text, file) as [Read, ...Read[]];
  if (second) throw new PackError([second.problem([], 'one document: a questionnaire has no second one')]);
  const parsed = Questionnaire.safeParse(read.value);
  if (!parsed.success) throw new PackError(problemsOf(read, parsed.error.issues, read.value));
  const problems = problemsIn(parsed.data, read);
  if (problems.length > 0) throw new PackError(problems);
  return parsed.data;
}

/** What the schema cannot say: conditions look back at a question and at an answer that it can have; scores add what has points. */
function problemsIn({ items, scores, findings }: Questionnaire, read: Read): readonly Problem[] {
  const problems: Problem[] = [];
  const complain = (path: readonly (string | number)[], why: string) => problems.push(read.problem(path, why));
  const twice = (ids: readonly string[], at: string) => {
    for (const [i, id] of ids.entries()) if (ids.indexOf(id) < i) complain([at, i, 'id'], `there are two called ${id}`);
  };
  twice([...items.map(({ id }) => id), ...scores.map(({ id }) => id)], 'items');
  twice(
    findings.map(({ id }) => id),
    'findings',
  );

  const check = (condition: AnswerCondition, among: readonly QuestionItem[], path: readonly (string | number)[]) => {
    const item = among.find(({ id }) => id === condition.question);
    if (!item) complain(path, `there is no question ${condition.question} before this`);
    else if (!canBe(item, condition)) complain(path, `${condition.question} has no such answer: ${condition.operator} ${condition.answer}`);
  };
  for (const [i, item] of items.entries()) {
    for (const [n, condition] of (item.enableWhen ?? []).entries()) check(condition, items.slice(0, i), ['items', i, 'enableWhen', n]);
    if ('min' in item && item.min >= item.max) complain(['items', i, 'max'], 'more than min');
  }
  for (const [i, { sum }] of scores.entries()) {
    for (const [n, id] of sum.entries()) {
      const item = items.find((one) => one.id === id);
      if (!item || !hasPoints(item)) complain(['scores', i, 'sum', n], `${id} is no question whose every answer has points`);
    }
  }
  for (const [i, { when }] of findings.entries()) {
    for (const [n, condition] of when.entries()) {
      const path = ['findings', i, 'when', n];
      if (!scores.some(({ id }) => id === condition.question)) check(condition, items, path);
      else if (typeof condition.answer !== 'number') complain(path, 'a score is compared with a number');
    }
  }
  return problems;
}

function canBe(item: QuestionItem, { operator, answer }: AnswerCondition): boolean {
  if (operator === 'exists') return typeof answer === 'boolean';
  if (item.type === 'scale' || item.type === 'number') return typeof answer === 'number' && answer >= item.min && answer <= item.max;
  if (operator !== '=' && operator !== '!=') return false;
  return 'options' in item ? item.options.some(({ id }) => id === answer) : typeof answer === 'string';
}

const hasPoints = (item: QuestionItem): boolean =>
  item.type === 'scale' || ('options' in item && item.options.every(({ points }) => points !== undefined));

/** What the answers come to. A score of which no question was asked, or one was left open, is not there. */
export function scoresOf({ items, scores }: Questionnaire, answers: Answers): Readonly<Record<string, number>> {
  const asked = askedItems(items, answers);
  return Object.fromEntries(
    scores.flatMap(({ id, sum }) => {
      const counted = asked.filter((item) => sum.includes(item.id));
      if (counted.length === 0 || counted.some((item) => answers[item.id] === undefined)) return [];
      return [[id, counted.reduce((total, item) => total + pointsOf(item, answers[item.id]!), 0)]];
    }),
  );
}

function pointsOf(item: QuestionItem, given: Answers[string]): number {
  if (typeof given === 'number') return given;
  const chosen = [given].flat();
  return 'options' in item ? item.options.reduce((sum, { id, points = 0 }) => (chosen.includes(id) ? sum + points : sum), 0) : 0;
}

const GRAVITY = { high: 2, medium: 1, low: 0 } as const;

/** What the answers mean, the gravest first. */
export function findingsOf(questionnaire: Questionnaire, answers: Answers): readonly QuestionnaireFinding[] {
  const asked = new Set(askedItems(questionnaire.items, answers).map(({ id }) => id));
  const scores = scoresOf(questionnaire, answers);
  const given = (id: string) => scores[id] ?? (asked.has(id) ? answers[id] : undefined);
  return questionnaire.findings
    .filter(({ when }) => when.every((condition) => holds(condition, given(condition.question))))
    .toSorted((a, b) => GRAVITY[b.severity] - GRAVITY[a.severity]);
}
