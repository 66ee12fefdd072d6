/** The thread of open-serving.ts that reads charts, on a connection of its own, and hands over their JSON. */
import { workerData } from 'node:worker_threads';
import { type ChartAsked, chartOf } from '../api/chart.ts';
import { outline } from '../store/outline.ts';
import { statementsOn, turnOn } from '../store/sqlite-connection.ts';
import { openReader } from '../store/sqlite-file.ts';
import { answerQuestions } from './answer-questions.ts';

const db = openReader((workerData as { readonly path: string }).path);
const { connection } = turnOn(statementsOn(db), { afterRefusal: 'go on' });
const readings = { outline: outline(connection) };
const text = new TextEncoder();

answerQuestions(
  async (asked: ChartAsked) => text.encode(JSON.stringify(await chartOf(readings, asked))),
  () => db.close(),
);
