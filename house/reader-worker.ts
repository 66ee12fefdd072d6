/** The thread of open-serving.ts that reads long periods, on a connection of its own, and hands over the JSON of what they say. */
import { workerData } from 'node:worker_threads';
import { type ChartAsked, chartOf } from '../api/chart.ts';
import { type FiguresAsked, figuresOf } from '../api/figures.ts';
import { noMemory } from '../store/memory.ts';
import { outline } from '../store/outline.ts';
import { patients } from '../store/patients.ts';
import { readings } from '../store/readings.ts';
import { statementsOn, turnOn } from '../store/sqlite-connection.ts';
import { openReader } from '../store/sqlite-file.ts';
import { tally } from '../store/tally.ts';
import { answerQuestions } from './answer-questions.ts';

export type ReaderQuestion = { readonly chart: ChartAsked } | { readonly figures: FiguresAsked };

const db = openReader((workerData as { readonly path: string }).path);
const { connection } = turnOn(statementsOn(db), { afterRefusal: 'go on' });
const store = {
  patients: patients(connection, noMemory),
  readings: { ...readings(connection), outline: outline(connection), tally: tally(connection) },
};
const text = new TextEncoder();

const answerTo = (question: ReaderQuestion): Promise<unknown> =>
  'chart' in question ? chartOf(store.readings, question.chart) : figuresOf(store, question.figures);

answerQuestions(
  async (question: ReaderQuestion) => text.encode(JSON.stringify(await answerTo(question))),
  () => db.close(),
);
