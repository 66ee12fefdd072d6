/** The thread of open-serving.ts that reads long periods, on a connection of its own, and hands over the JSON of what they say. */
import { workerData } from 'node:worker_threads';
import { type ChartAsked, chartOf } from '../api/chart.ts';
import { type FiguresAsked, figuresOf } from '../api/figures.ts';
import { dayProfileOf, type ProfileAsked } from '../api/profile.ts';
import { noMemory } from '../store/memory.ts';
import { outline } from '../store/outline.ts';
import { patients } from '../store/patients.ts';
import { readings } from '../store/readings.ts';
import { statementsOn, turnOn } from '../store/sqlite-connection.ts';
import { openReader } from '../store/sqlite-file.ts';
import { tally } from '../store/tally.ts';
import { answerQuestions } from './answer-questions.ts';

export type ReaderQuestion = { readonly chart: ChartAsked } | { readonly figures: FiguresAsked } | { readonly profile: ProfileAsked };

const db = openReader((workerData as { readonly path: string }).path);
const { connection } = turnOn(statementsOn(db), { afterRefusal: 'go on' });
const store = {
  patients: patients(connection, noMemory),
  readings: { ...readings(connection), outline: outline(connection), tally: tally(connection) },
};
const text = new TextEncoder();

function answerTo(question: ReaderQuestion): Promise<unknown> {
  if ('chart' in question) return chartOf(store.readings, question.chart);
  return 'figures' in question ? figuresOf(store, question.figures) : dayProfileOf(store, question.profile);
}

answerQuestions(
  async (question: ReaderQuestion) => text.encode(JSON.stringify(await answerTo(question))),
  () => db.close(),
);
