/** Writes the list of formats into docs/devices.md, from the code: `node scripts/write-device-list.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Decoder } from '../devices/decoder.ts';
import { characteristics } from '../devices/gatt/characteristics.ts';
import { decoders } from '../devices/registry.ts';
import { selfReports } from '../devices/self-report.ts';

const DOC = new URL('../docs/devices.md', import.meta.url);
const [BEGIN, END] = ['<!-- the list: node scripts/write-device-list.ts -->', '<!-- end of the list -->'];

/** The page as it should be. */
export function withDeviceList(page: string): string {
  const [before, rest = ''] = page.split(BEGIN);
  return `${before}${BEGIN}\n${list()}\n${END}${rest.split(END)[1] ?? ''}`;
}

function list(): string {
  const codes = (formats: readonly Pick<Decoder, 'hears'>[]) =>
    new Set(formats.flatMap(({ hears }) => ('characteristic' in hears ? [hears.characteristic.toString(16).toUpperCase()] : [])));
  const [kept, told] = [codes(decoders), codes(selfReports)];
  const use = (code: string) =>
    kept.has(code) ? 'becomes readings' : told.has(code) ? 'is told of the device' : 'is read, and passed over';
  const rows = Object.entries(characteristics).map(([code, { title }]) => `| \`${code.toLowerCase()}\` | ${title} | ${use(code)} |`);
  const others = decoders.flatMap(({ hears, title, source }) =>
    'topic' in hears
      ? [
          `| \`…/${hears.topic.slice('hearth/v1/+/'.length).replace('+', '<what>').replace('/#', '[/<what>]')}\` | ${title} | ${source.organisation}, ${source.title}, ${source.year} |`,
        ]
      : [],
  );
  return ['| Bluetooth characteristic | | |', '| --- | --- | --- |', ...rows, '', '| JSON | | by |', '| --- | --- | --- |', ...others].join(
    '\n',
  );
}

if (process.argv[1] === import.meta.filename) writeFileSync(DOC, withDeviceList(readFileSync(DOC, 'utf8')));
