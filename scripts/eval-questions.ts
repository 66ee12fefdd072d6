/**
 * Holds the understanding of patients' messages against labelled ones and prints a table of what was taken for what. With files as arguments
 * (of the form of advice/questions/evaluation/unusual-mended.en.yaml) only those: `npm run eval:questions -- file.yaml [--quiet]`.
 */
import { readDangers } from '../advice/questions/emergencies.ts';
import { emergencies, type IntentScore, labelled, scoreIntents, unseenMessages } from '../advice/questions/evaluation/score.ts';
import { readSorted, type Sorted, scoreUrgency, unmended, unusualMended } from '../advice/questions/evaluation/urgency.ts';
import { readFaqs } from '../advice/questions/faq.ts';
import { readLexicon } from '../advice/questions/understand.ts';
import { INTENTS } from '../domain/conversation.ts';
import { Language } from '../domain/source.ts';
import { home, readMedications } from '../house/packs.ts';

const understander = { dangers: readDangers(home), lexicon: readLexicon(home), faqs: readFaqs(home), graph: readMedications([]) };
const SETS = [
  ['second', 'emergencies, mended by since'],
  ['third', 'emergencies, mended by since'],
  ['fourth', 'emergencies, mended by since'],
  ['fifth', 'emergencies, mended by since'],
  ['unseen', 'emergencies that they were never mended by'],
] as const;
const UNMENDED = [
  ['unusual', 'unusual words by that hand, read by whoever mended since'],
  ['fresh', 'unusual words and harmless ones, written before the last mending'],
  ['later', 'the same, written after it to be hard, never mended by'],
] as const;
const files = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const quiet = process.argv.includes('--quiet');
const strange = process.argv.slice(2).find((argument) => argument.startsWith('--') && argument !== '--quiet');
if (strange !== undefined) stop(`there is no ${strange}; it takes files and --quiet.`);

if (files.length > 0) for (const file of files) printUrgency(file, sortedOf(file));
else process.exitCode = everything() ? 1 : 0;

/** The messages of a file; otherwise one sentence, and the end. */
function sortedOf(file: string): Sorted {
  try {
    return readSorted(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return stop(`there is no file ${file}.`);
    return stop(
      `${file} is not of the form of advice/questions/evaluation/unusual-mended.en.yaml: two lists of messages, each with kind and text.`,
    );
  }
}

function stop(why: string): never {
  console.error(`eval:questions: ${why}`);
  return process.exit(2);
}

function everything(): boolean {
  let failed = false;
  for (const language of Language.options) {
    const score = scoreIntents(labelled(language), understander);
    print(`${language}: messages that the words were mended by`, score);
    for (const [which, title] of SETS) {
      const set = scoreIntents(emergencies(which, language), understander);
      print(`${language}: ${title}`, set);
      if (missed(set) > 0) failed = true;
    }
    if (missed(score) > 0) failed = true;
    printUrgency(`${language}: unusual words by another hand, mended by since`, unusualMended(language));
    for (const [which, title] of UNMENDED) printUrgency(`${language}: ${title}`, unmended(which, language));
    // Counted, and no reason to fail: a miss here is a figure in docs/questions.md.
    print(
      `${language}: messages by another hand that stood in docs/questions.md before`,
      scoreIntents(unseenMessages(language), understander),
    );
  }
  return failed;
}

function missed({ wrong }: IntentScore): number {
  return wrong.filter(({ intent }) => intent === 'emergency').length;
}

function print(title: string, { right, of, confusion, wrong }: IntentScore): void {
  console.log(`\n${title}: ${right} of ${of} (${((100 * right) / of).toFixed(1)} %)\n`);
  const rows = INTENTS.filter((intent) => [...confusion.get(intent)!.values()].some((n) => n > 0));
  console.log(`  ${'is, taken for'.padEnd(14)}${INTENTS.map((as) => as.slice(0, 9).padStart(10)).join('')}`);
  for (const intent of rows)
    console.log(`  ${intent.padEnd(14)}${INTENTS.map((as) => String(confusion.get(intent)!.get(as) || '·').padStart(10)).join('')}`);
  for (const { text, intent, as } of wrong) console.log(`      ${intent}, taken for ${as}: ${text}`);
}

function printUrgency(title: string, sorted: Sorted): void {
  console.log(
    `\n${title}\n\n  ${'is, taken for'.padEnd(14)}${['emergency', 'worrying', 'in its turn', 'of'].map((as) => as.padStart(13)).join('')}`,
  );
  const scores = [
    ['emergencies', scoreUrgency(sorted.emergencies, understander)],
    ['harmless', scoreUrgency(sorted.harmless, understander)],
  ] as const;
  for (const [is, { counts, of }] of scores)
    console.log(
      `  ${is.padEnd(14)}${[counts.emergency, counts.worrying, counts['in its turn'], of].map((n) => String(n).padStart(13)).join('')}`,
    );
  for (const [is, { rows }] of scores) {
    const kinds = [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, mine]) => {
      const right = mine.filter(({ as }) => (as === 'emergency') === (is === 'emergencies')).length;
      return `${kind} ${right}/${mine.length}`;
    });
    console.log(`  ${is} by kind: ${kinds.join(', ')}`);
  }
  if (quiet) return;
  for (const [is, { rows }] of scores)
    for (const { kind, text, as, by } of rows)
      if (is === 'emergencies' ? as !== 'emergency' : as !== 'in its turn')
        console.log(`      ${is} (${kind}), taken for ${as}: ${text}${by.length > 0 ? `  [${by.join(' · ')}]` : ''}`);
}
