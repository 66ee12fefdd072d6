import { globSync, readFileSync } from 'node:fs';
import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { detailInChinese } from './detail-in-chinese.ts';
import { DETAILS_ZH, PIECES_ZH } from './error-details.ts';

/** A node of a syntax tree (ESTree), as far as it is looked at here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const ROOMS = 'domain,devices,rules,reports,medications,store,ingest,care,duty,advice,adverse,notifier,issuing,api,house';
/** Where details are made that others throw. */
const MAKERS = /^(?:rules\/(?:thresholds|given-limit)|duty\/plan-\w+|api\/enrol-devices|care\/fill)\.ts$/;
/** Where a schema says in its own words what it wants. */
const SCHEMAS = new Set(['regex', 'refine', 'email', 'url', 'min', 'max', 'length', 'enum', 'string']);
/** Not ours to say: the words of a library, of a pack that was sent, of the guard about a text, and ids. */
const FROM_ELSEWHERE = new Set(['{}', '{}: {}', '{}:{}: {}: {}']);

/** Every sentence that the code says as the detail of an error, `{}` for each value, and where it stands. */
function detailsInCode(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync(`{${ROOMS}}/**/*.ts`)) {
    const source = readFileSync(file, 'utf8');
    if (file.endsWith('.test.ts') || !(/new HearthError\(/.test(source) || /^(?:domain|api)\//.test(file) || MAKERS.test(file))) continue;
    const all: Node[] = [];
    const gather = (value: unknown): void => {
      if (Array.isArray(value)) for (const one of value) gather(one);
      else if (isNode(value)) {
        all.push(value);
        for (const inner of Object.values(value)) gather(inner);
      }
    };
    gather(parseAst(source, { lang: 'ts' }, file));
    const named = (node: unknown) => (isNode(node) ? String(node.name) : '');
    const constants = new Map(all.flatMap((node) => (node.type === 'VariableDeclarator' ? [[named(node.id), node.init] as const] : [])));
    /** What is handed to a function of this file as its parameter of this name. */
    const handedTo = (parameter: string): unknown[] =>
      all.flatMap((node) => {
        const made = node.type === 'VariableDeclarator' ? node.init : node.type === 'FunctionDeclaration' ? node : undefined;
        const at = isNode(made) && Array.isArray(made.params) ? made.params.findIndex((one) => named(one) === parameter) : -1;
        if (at < 0) return [];
        const calls = all.filter((call) => call.type === 'CallExpression' && named(call.callee) === named(node.id));
        return calls.map((call) => (call.arguments as readonly unknown[])[at]);
      });
    const say = (node: unknown, deep = 0): string[] => {
      if (!isNode(node) || deep > 4) return [];
      if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
      if (node.type === 'TemplateLiteral') {
        const pieces = (node.quasis as readonly { readonly value: { readonly cooked: string } }[]).map(({ value }) => value.cooked);
        return [pieces.join('{}')];
      }
      if (node.type === 'ConditionalExpression') return [...say(node.consequent, deep), ...say(node.alternate, deep)];
      if (node.type === 'LogicalExpression') return [...say(node.left, deep), ...say(node.right, deep)];
      if (node.type !== 'Identifier') return [];
      const name = named(node);
      return constants.has(name) ? say(constants.get(name), deep + 1) : handedTo(name).flatMap((one) => say(one, deep + 1));
    };
    for (const node of all) {
      const isError = node.type === 'NewExpression' && named(node.callee) === 'HearthError';
      const isDetail = node.type === 'Property' && ['detail', 'problem', 'error'].includes(named(node.key));
      // What a maker of details gives back, where it is a sentence and no word for the code.
      const isReturned = MAKERS.test(file) && (node.type === 'ReturnStatement' || node.type === 'ArrowFunctionExpression');
      const returned = isReturned
        ? say(node.type === 'ReturnStatement' ? node.argument : node.body).filter((one) => one.includes(' '))
        : [];
      const method = node.type === 'CallExpression' && isNode(node.callee) ? named(node.callee.property) : '';
      const ofSchema =
        /^(?:domain|api)\//.test(file) && SCHEMAS.has(method)
          ? say((node.arguments as readonly unknown[]).at(-1)).filter((one) => one.includes(' '))
          : [];
      const said =
        ofSchema.length > 0 ? ofSchema : isError ? say((node.arguments as readonly unknown[])[1]) : isDetail ? say(node.value) : returned;
      for (const one of said) if (!FROM_ELSEWHERE.has(one)) found.set(one, `${file}:${source.slice(0, node.start).split('\n').length}`);
    }
  }
  return found;
}

test('every detail of an error that the code says is there in Chinese', () => {
  const details = detailsInCode();
  expect(details.size).toBeGreaterThan(120);
  const english = [...details]
    .filter(([detail]) => !Object.hasOwn(DETAILS_ZH, detail) && !Object.hasOwn(PIECES_ZH, detail))
    .map(([detail, where]) => `${where} ${detail}`);
  expect(english).toEqual([]);
});

test('each says in Chinese what it says in English, with every value', () => {
  for (const [en, zh] of Object.entries(DETAILS_ZH)) {
    expect(zh, en).toMatch(/\p{Script=Han}/u);
    const values = en
      .split('{}')
      .slice(1)
      .map((_, i) => `value${i}`);
    const said = detailInChinese(values.reduce((text, value) => text.replace('{}', value), en));
    expect(said, en).toBeDefined();
    expect(said, en).not.toMatch(/[{}]/);
    const named = [...zh.matchAll(/\{(\d?)\}/g)].map(([, nth], i) => Number(nth || i + 1) - 1);
    for (const at of named) expect(said, en).toContain(values[at]);
  }
});

test.each([
  ['There is no patient p-17.', '没有患者 p-17。'],
  ['3 mmol/L is not between 4 and 10 mmol/L.', '3 mmol/L 不在 4 至 10 mmol/L 之间。'],
  [
    "cuff-1 is p1's since 2026-03-01T08:00:00.000Z and has spoken since: hand it over from now.",
    'cuff-1 自 2026-03-01T08:00:00.000Z 起属于 p1，并已有数据：请从现在起移交。',
  ],
  [
    'snoozeMinutes.high: at most 60 minutes, not 90; storm.openings: at least 3, not 2',
    'snoozeMinutes.high：最多 60 分钟，而不是 90 分钟；storm.openings：至少 3，而不是 2',
  ],
  [
    '3.5 could be either: 3.5 mmol/L = 63 mg/dL, or 3.5 mg/dL. Say which.',
    '3.5 可能是其中任何一个：3.5 mmol/L = 63 mg/dL，或 3.5 mg/dL。请说明是哪一个。',
  ],
  [
    'ladder.high: a coordinator or a doctor must be told after 15 minutes at the latest, at every hour',
    'ladder.high：最迟 15 分钟后须通知随访护士或医生（任何时段均如此）',
  ],
  ['snoozeMinutes.high: from 5 to 60 minutes, not 90', 'snoozeMinutes.high：应为 5 至 60 分钟，而不是 90'],
  ['It cannot be sent: there is no such alert.', '无法发送：没有这条提醒。'],
])('%s', (en, zh) => {
  expect(detailInChinese(en)).toBe(zh);
});

test('what nobody has translated is not guessed at', () => {
  expect(detailInChinese('Something else went wrong; again.')).toBeUndefined();
});
