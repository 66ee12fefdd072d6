import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MOST_SHADOW_DAYS } from '../domain/shadow.ts';
import { readRules } from '../house/packs.ts';
import { createShadows } from '../house/shadow-rules.ts';
import { systemClock } from '../house/system-clock.ts';
import { asUsage, noMoreThan, type Out, UsageError } from './command.ts';
import { noteLooks } from './note-looks.ts';
import { openRecords } from './open-records.ts';
import { inWords, limitOf, whom } from './preview-draft.ts';

const BY = 'command line';
const VERBS = ['start', 'list', 'report', 'stop'];

/** `hearth rules shadow`: a draft runs beside the live rules of the running house for some days; nobody is told. */
export async function shadow(args: readonly string[], out: Out): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      limit: { type: 'string', multiple: true, default: [] },
      draft: { type: 'string' },
      patient: { type: 'string' },
      group: { type: 'string' },
      cohort: { type: 'string' },
      days: { type: 'string', default: '7' },
      name: { type: 'string', default: '' },
      config: { type: 'string' },
    },
  });
  const [verb = 'list', id = ''] = positionals;
  if (!VERBS.includes(verb)) throw new UsageError(`hearth rules shadow knows ${VERBS.join(', ')}, not "${verb}".`);
  noMoreThan(verb === 'report' || verb === 'stop' ? 2 : 1, positionals);
  if ((verb === 'report' || verb === 'stop') && id === '') throw new UsageError(`Which one? hearth rules shadow ${verb} <id>`);
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > MOST_SHADOW_DAYS)
    throw new UsageError(`--days is a whole number from 1 to ${MOST_SHADOW_DAYS}, not ${values.days}.`);
  if (verb === 'start' && values.limit.length === 0 && values.draft === undefined)
    throw new UsageError('What to try? --limit rule.name=value, or --draft pack.yaml.');
  if (values.draft !== undefined && !existsSync(values.draft)) throw new UsageError(`There is no file ${values.draft}.`);
  const { store, config } = await openRecords(values.config, out);
  try {
    const rules = readRules(config.packs);
    const shadows = createShadows({ store, rules: () => rules, clock: systemClock });
    if (verb === 'start') {
      const limits = Object.fromEntries(values.limit.map((text) => limitOf(text, rules)));
      const pack = values.draft === undefined ? {} : { pack: readFileSync(values.draft, 'utf8') };
      const name = values.name || [...values.limit, values.draft ?? ''].join(' ').trim();
      const of = whom(values.patient, values.group, values.cohort);
      const { id: made } = await shadows.start({ name, by: BY, days, of, limits, ...pack });
      out.write(`${made} runs for ${days} days beside the live rules, while the server runs. See: hearth rules shadow report ${made}\n`);
    } else if (verb === 'stop') {
      await shadows.stop(id, BY);
      out.write(`${id} has ended. What it found stays.\n`);
    } else if (verb === 'report') {
      await noteLooks(store, 'preview', { shown: [] });
      const { comparison, waiting, rulesChanged } = await shadows.report(id);
      if (waiting > 0) out.say(`${waiting} patients were heard of since they were last looked at.\n`);
      if (rulesChanged) out.say('The rules are others than when it was started: both sides are told under those of now.\n');
      out.write(inWords(comparison, config.clinic.zone));
    } else {
      const text = (at: number) => new Date(at).toISOString().slice(0, 16);
      for (const one of await store.shadows.list(50))
        out.write(
          `${one.id}  ${text(one.started)}Z to ${text(one.ended?.at ?? one.until)}Z  ${one.ended ? 'ended' : 'runs'}  ${one.name}\n`,
        );
    }
    return 0;
  } catch (error) {
    throw asUsage(error);
  } finally {
    await store.close();
  }
}
