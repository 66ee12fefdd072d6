import type { Block, Item, Part } from '../render/blocks.ts';
import type { Json } from './resource.ts';

/** A part of the report in FHIR's narrative: words and tables, without the charts, which the same figures are drawn from. */
export const narrative = ({ blocks }: Part, lead: readonly string[] = []): Json => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${lead.map(paragraph).join('')}${blocks.map(html).join('') || paragraph('–')}</div>`,
});

function html(block: Block): string {
  switch (block.is) {
    case 'tiles':
      return list(
        block.tiles.map(({ name, value, note }) => `${escaped(name)}: <b>${escaped(value)}</b>${note === '' ? '' : ` (${escaped(note)})`}`),
      );
    case 'bar':
      return `${paragraph(block.title)}${list(block.parts.map(({ name, percent, goal }) => `${escaped(name)}: <b>${percent.toFixed(1)} %</b>${goal ? ` (${escaped(goal)})` : ''}`))}`;
    case 'chart':
      return block.note ? paragraph(block.note) : '';
    case 'table':
      return `<table><thead><tr>${cells('th', block.heads)}</tr></thead><tbody>${block.rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('')}</tbody></table>`;
    case 'list':
      return list(block.items.map(item));
    case 'text':
      return paragraph(block.text);
  }
}

const item = ({ strong, text, after, flag, note }: Item): string =>
  [
    strong && `<b>${escaped(strong)}</b>`,
    escaped(text),
    after && `<b>${escaped(after)}</b>`,
    flag && `<i>${escaped(flag)}</i>`,
    note && escaped(note),
  ]
    .filter(Boolean)
    .join(' ');
const list = (items: readonly string[]): string => (items.length === 0 ? '' : `<ul>${items.map((one) => `<li>${one}</li>`).join('')}</ul>`);
const cells = (tag: 'th' | 'td', texts: readonly string[]): string => texts.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('');
const paragraph = (text: string): string => (text === '' ? '' : `<p>${escaped(text)}</p>`);
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
