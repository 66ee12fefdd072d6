import { parseArgs } from 'node:util';
import { adviceId } from '../domain/identity.ts';
import { Language } from '../domain/source.ts';
import { envelopeKey } from '../notifier/verdict.ts';
import { type Command, noMoreThan, UsageError } from './command.ts';
import { explainAdvice } from './explain-advice.ts';
import { noteLooks } from './note-looks.ts';
import { openRecords } from './open-records.ts';

export const advice: Command = {
  name: 'advice',
  summary: 'Why an advice says what it says: its facts, every draft, every check, the text, and what became of it.',
  usage: `hearth advice explain <id of the advice or of its alert> [--prompts] [--json] [--language zh-CN] [--config hearth.yaml]
hearth advice waiting                what waits for a person, the first to expire first
hearth advice list <patient id> [--config hearth.yaml]`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        prompts: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        language: { type: 'string', default: 'en' },
        config: { type: 'string' },
      },
    });
    noMoreThan(positionals[0] === 'waiting' ? 1 : 2, positionals);
    const [what, id] = positionals;
    const language = Language.safeParse(values.language);
    if (!language.success) throw new UsageError(`It is told in en or zh-CN, not in "${values.language}".`);
    if (what !== 'waiting' && ((what !== 'explain' && what !== 'list') || !id))
      throw new UsageError('Which advice? hearth advice explain <id>');
    const { store } = await openRecords(values.config, out);
    try {
      if (what === 'waiting' || !id) {
        const waiting = await store.advice.waiting(1000);
        for (const { id: one, patient, by, approval, sentences } of waiting)
          out.write(
            `${one}  ${patient}  until ${new Date(approval!.expires).toISOString()}  ${by.padEnd(16)}  ${sentences[0]?.text ?? ''}\n`,
          );
        if (waiting.length === 0) out.say('No advice waits for a person.\n');
        return 0;
      }
      if (what === 'list') {
        if (!(await store.patients.get([id])).has(id)) throw new UsageError(`There is no patient ${id}.`);
        await noteLooks(store, 'advice', { patient: id });
        const given = await store.advice.of(id, 50);
        for (const { id: one, written, by, sentences } of given)
          out.write(`${one}  ${new Date(written).toISOString()}  ${by.padEnd(16)}  ${sentences[0]?.text ?? ''}\n`);
        if (given.length === 0) out.say(`No advice was written for ${id}.\n`);
        return 0;
      }
      const found = (await store.advice.get(id)) ?? (await store.advice.get(adviceId(id)));
      if (!found) throw new UsageError(`There is no advice ${id}, and none for an alert of that name.`);
      await noteLooks(store, 'advice', { patient: found.patient });
      const owed = await store.outbox.of(found.patient, 1000);
      // The staff's task about an advice that waits names it too, and is no delivery of it.
      const own = owed.find(
        ({ message: { template, to, values } }) => template === 'advice' && to.role === 'patient' && values.advice === found.id,
      );
      const into = own?.delivery.is === 'gathered' ? own.delivery.into : undefined;
      const sent = into === undefined ? own : (owed.find(({ message }) => message.key === into) ?? own);
      const key = sent && envelopeKey(sent.message, 'inbox', found.patient);
      const shown = (await store.inbox.of(found.patient, 1000)).find((entry) => entry.key === key);
      if (values.json) out.write(`${JSON.stringify({ ...found, delivery: sent?.delivery, read: shown?.read }, undefined, 2)}\n`);
      else out.write(explainAdvice(found, { delivery: sent?.delivery, read: shown?.read }, values.prompts, language.data));
      return 0;
    } finally {
      await store.close();
    }
  },
};
