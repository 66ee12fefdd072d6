/** The thread in which one mapping is evaluated; `evaluator.ts` ends it when it takes too long or too much memory. */
import { parentPort, workerData } from 'node:worker_threads';
import jsonata from 'jsonata';
import type { Answer, Question, Task } from './evaluator.ts';

const { sensor, readings, payload, limits } = workerData as Task;
const guarded = { timeout: limits.milliseconds, stack: limits.depth, sequence: limits.length };
const compiled = { sensor: sensor === undefined ? undefined : jsonata(sensor, guarded), readings: jsonata(readings, guarded) };

/** What would make a replay say something else, or run what a device sent as if it were the mapping. */
const TAKEN_AWAY = { eval: undefined, random: undefined, shuffle: undefined };

async function answer({ id, bytes, received, topic }: Question): Promise<Answer> {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const input: unknown = payload === 'text' ? text : JSON.parse(text);
  const bindings = {
    ...TAKEN_AWAY,
    topic: topic.split('/'),
    received,
    millis: () => received,
    now: () => new Date(received).toISOString(),
  };
  const said: unknown = await compiled.readings.evaluate(input, bindings);
  // A misspelt field is undefined, too, and must not let every reading pass by unseen.
  if (said === undefined)
    return { id, problem: 'the mapping finds nothing in it; where there may be nothing, it says so with [ … ] around it' };
  if (said === null || (Array.isArray(said) && said.length === 0)) return { id, nothing: true };
  const json = JSON.stringify(said);
  if (json.length > limits.bytes) return { id, problem: `what the mapping makes of it is ${json.length} letters long` };
  const whose: unknown = await compiled.sensor?.evaluate(input, bindings);
  return { id, json, ...(compiled.sensor && { sensor: whose === undefined ? null : whose }) };
}

parentPort!.on('message', (question: Question) => {
  answer(question).then(
    (said) => parentPort!.postMessage(said),
    (error: { readonly message?: string }) =>
      parentPort!.postMessage({ id: question.id, problem: String(error.message ?? error).slice(0, 300) }),
  );
});
parentPort!.postMessage('ready');
