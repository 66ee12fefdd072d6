import { parseArgs } from 'node:util';
import type { ClinicIssue } from '../domain/clinic-issue.ts';
import type { IssuedPlace, IssuedState } from '../domain/issued.ts';
import { Language } from '../domain/source.ts';
import type { Store } from '../domain/store.ts';
import type { Act } from '../domain/user.ts';
import { createIssuedViewer } from '../house/show-issued.ts';
import { CLINIC_ISSUED } from '../issuing/clinic.ts';
import { ISSUED, sha256Of } from '../issuing/issue.ts';
import { noMoreThan, type Out, UsageError } from './command.ts';
import { openRecords } from './open-records.ts';
import { putOut } from './put-out.ts';

const PAGE = 200;

/** `hearth report issued`: lists what was issued, shows one, and verifies that it is still what was issued. */
export async function issuedReports(args: readonly string[], out: Out): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      language: { type: 'string' },
      format: { type: 'string', default: 'json' },
      output: { type: 'string' },
      json: { type: 'boolean', default: false },
      config: { type: 'string' },
    },
  });
  const [verb, ...ids] = positionals;
  if (verb !== 'verify') noMoreThan(verb === 'show' ? 2 : 1, positionals);
  const { store, config } = await openRecords(values.config, out);
  try {
    if (verb === 'verify') return await verify(store, ids, out);
    if (verb !== 'show') return await list(store, verb, values.json, out);
    const shown = ids[0] === undefined ? undefined : await createIssuedViewer({ store, clinic: config.clinic.name })(ids[0]);
    if (!shown)
      throw new UsageError(ids[0] === undefined ? 'Which? hearth report issued show <report id>' : `There is no report ${ids[0]}.`);
    const language = Language.optional().safeParse(values.language);
    if (!language.success) throw new UsageError(`--language is zh-CN or en, not ${values.language}.`);
    const { format } = values;
    if (format !== 'html' && format !== 'json' && format !== 'pdf') throw new UsageError(`--format is html, pdf or json, not ${format}.`);
    if (format === 'pdf' && values.output === undefined) throw new UsageError('Where to? --output report.pdf');
    // Word for word, without a line's end of ours: its SHA-256 is that of the list.
    const text = format === 'json' ? shown.content : format === 'pdf' ? await shown.pdf(language.data) : await shown.html(language.data);
    putOut(out, text, values.output);
    return 0;
  } finally {
    await store.close();
  }
}

async function list(store: Store, patient: string | undefined, json: boolean, out: Out): Promise<number> {
  if (patient !== undefined && !(await store.patients.get([patient])).has(patient)) throw new UsageError(`There is no patient ${patient}.`);
  const lines = patient === undefined ? everybody(store) : await store.issuedReports.of(patient, PAGE);
  let found = false;
  for await (const report of lines) {
    found = true;
    out.write(json ? `${JSON.stringify(report)}\n` : `${lineOf(report)}\n`);
  }
  if (!found) out.say('No report was issued yet.\n');
  return 0;
}

async function* everybody(store: Store): AsyncGenerator<IssuedState> {
  let after: IssuedPlace | undefined;
  do {
    const { reports, next } = await store.issuedReports.list(PAGE, after);
    yield* reports;
    after = next;
  } while (after);
}

function lineOf({ id, patient, period, edition, issued, signed, replacedBy, changes, sha256 }: IssuedState): string {
  const changed = Object.entries(changes).flatMap(([change, count]) => (count > 0 ? [`${count} ${change} since`] : []));
  const said = [
    `edition ${edition}`,
    signed ? `signed by ${signed.by}` : 'not signed',
    ...(replacedBy === undefined ? [] : [`replaced by ${replacedBy}`]),
    ...changed,
  ];
  return [id, new Date(issued).toISOString().slice(0, 16), patient, period, said.join(', '), sha256.slice(0, 12)].join('  ');
}

/** Each content against its hash, and the hash against the act in the audit, whose chain `hearth check` walks. */
async function verify(store: Store, ids: readonly string[], out: Out): Promise<number> {
  let [right, wrong] = [0, 0];
  const look = async (report: IssuedState) => {
    const why = await whyNot(store, report);
    if (why === undefined) right++;
    else {
      wrong++;
      out.write(`${report.id} ${report.patient} ${report.period}: ${why}\n`);
    }
  };
  for (const id of ids) {
    const report = await store.issuedReports.get(id);
    if (!report) throw new UsageError(`There is no report ${id}.`);
    await look(report);
  }
  if (ids.length === 0) {
    for await (const report of everybody(store)) await look(report);
    for (const issue of await store.clinicIssues.list(Number.MAX_SAFE_INTEGER)) {
      const why = await whyNotClinic(store, issue);
      if (why === undefined) right++;
      else {
        wrong++;
        out.write(`${issue.id} clinic ${issue.period}: ${why}\n`);
      }
    }
  }
  out.write(`${right} as issued, ${wrong} not.\n`);
  return wrong > 0 ? 1 : 0;
}

/** The act by which a report was issued, however long ago and however much was written since. */
async function actOf(store: Store, which: { readonly did: string; readonly patient?: string }, report: string): Promise<Act | undefined> {
  for (let before: number | undefined; ; ) {
    const acts = await store.audit.search(which, PAGE, before);
    const found = acts.find(({ did, about }) => did === which.did && about.report === report);
    if (found || acts.length < PAGE) return found;
    before = acts.at(-1)!.seq;
  }
}

async function whyNotClinic(store: Store, { id, sha256 }: ClinicIssue): Promise<string | undefined> {
  const content = await store.clinicIssues.content(id);
  if (content === undefined) return 'its content is missing';
  if (sha256Of(content) !== sha256) return 'its content is not what its hash was made of';
  const act = await actOf(store, { did: CLINIC_ISSUED }, id);
  return act === undefined ? 'the audit does not know of it' : act.about.sha256 === sha256 ? undefined : 'the audit knows another hash';
}

async function whyNot(store: Store, { id, patient, sha256, signed }: IssuedState): Promise<string | undefined> {
  const content = await store.issuedReports.content(id);
  if (content === undefined) return 'its content is missing';
  if (sha256Of(content) !== sha256) return 'its content is not what its hash was made of';
  const act = await actOf(store, { did: ISSUED, patient }, id);
  if (!act) return 'the audit does not know of it';
  if (act.about.sha256 !== sha256) return 'the audit knows another hash';
  return signed && signed.sha256 !== sha256 ? 'it was signed with another hash' : undefined;
}
