/** Writes the list of formats into docs/devices.md, from the code: `node scripts/write-device-list.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { characteristics } from '../devices/gatt/characteristics.ts';
import { decoders } from '../devices/registry.ts';

const DOC = new URL('../docs/devices.md', import.meta.url);
const [BEGIN, END] = ['<!-- the list: node scripts/write-device-list.ts -->', '<!-- end of the list -->'];

/** The page as it should be. */
export function withDeviceList(page: string): string {
  const [before, rest = ''] = page.split(BEGIN);
  return `${before}${BEGIN}\n${list()}\n${END}${rest.split(END)[1] ?? ''}`;
}

function list(): string {
  const kept = new Set(
    decoders.flatMap(({ hears }) => ('characteristic' in hears ? [hears.characteristic.toString(16).toUpperCase()] : [])),
  );
  const rows = Object.entries(characteristics).map(
    ([code, { title }]) =>
      `| \`${code.toLowerCase()}\` | ${title} | ${kept.has(code) ? 'becomes readings' : 'is read by `hearth decode`'} |`,
  );
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
