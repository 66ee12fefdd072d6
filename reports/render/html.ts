import type { Block, Item, Page, Part } from './blocks.ts';
import { style } from './style.ts';

/** The report as one page that needs nothing else: style and charts within, no script, ready to print on A4. */
export function renderHtml(page: Page): string {
  const facts = escaped([page.beside, page.facts].filter(Boolean).join(' · '));
  const [name, title, clinic, period, foot] = [page.name, page.title, page.clinic, page.period, page.foot].map(escaped);
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} · ${title}</title>
<style>${style}${onPaper(page)}</style>
</head>
<body>
<header><div><h1>${name}</h1><p>${facts}</p></div><div><b>${clinic}</b><p>${title}<br>${period}</p></div></header>
${page.parts.map(partHtml).join('\n')}
<footer>${foot}</footer>
</body>
</html>
`;
}

/** At the head of every sheet but the first, which has the page's own: sheets of two patients must never be taken for one another. */
const onPaper = ({ name, beside, title, period }: Page): string =>
  `@page{@top-left{content:${cssText([name, beside].filter(Boolean).join(' · '))}}@top-right{content:${cssText(`${title} · ${period}`)}}@bottom-right{content:counter(page) " / " counter(pages)}}
@page:first{@top-left{content:none}@top-right{content:none}}
`;

/** Every sign but letters and digits by its number: nothing that is said can end the string or the sheet. */
const cssText = (text: string): string => `"${text.replaceAll(/[^\p{L}\p{N}]/gu, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `)}"`;

const partHtml = ({ name, title, blocks }: Part): string =>
  `<section class="${name}"><h2>${escaped(title)}</h2>${blocks.map(blockHtml).join('')}</section>`;

function blockHtml(block: Block): string {
  switch (block.is) {
    case 'tiles':
      return `<div class="tiles">${block.tiles
        .map(
          ({ name, value, note, muted }) =>
            `<div class="tile${muted ? ' muted' : ''}"><span>${escaped(name)}</span><b>${escaped(value)}</b><small>${escaped(note)}</small></div>`,
        )
        .join('')}</div>`;
    case 'bar': {
      const bar = block.parts.map(({ percent, colour }) => `<i style="width:${percent}%;background:${colour}"></i>`);
      const legend = block.parts.map(
        ({ name, percent, colour, goal }) =>
          `<span><i style="background:${colour}"></i>${escaped(name)} <b>${percent.toFixed(1)} %</b>${goal ? ` <small>${escaped(goal)}</small>` : ''}</span>`,
      );
      const shown = `<div class="bar">${bar.join('')}</div><div class="legend">${legend.join('')}</div>`;
      return `${heading(block.title)}${block.muted ? `<div class="muted">${shown}</div>` : shown}`;
    }
    case 'chart':
      return `${block.title ? heading(block.title) : ''}<div class="chart" tabindex="0">${block.svg}</div>${block.note ? `<p class="note">${escaped(block.note)}</p>` : ''}`;
    case 'table':
      return `${block.title ? heading(block.title) : ''}${tableHtml(block)}`;
    case 'list':
      return `<ul>${block.items.map(itemHtml).join('')}</ul>`;
    case 'text':
      return `<p>${escaped(block.text)}</p>`;
  }
}

const heading = (title: string): string => `<h3>${escaped(title)}</h3>`;

function tableHtml({ heads, rows, muted = [], numbers = [] }: Extract<Block, { is: 'table' }>): string {
  const cells = (tag: 'th' | 'td', texts: readonly string[]): string =>
    texts.map((text, i) => `<${tag}${numbers.includes(i) ? ' class="number"' : ''}>${escaped(text)}</${tag}>`).join('');
  const body = rows.map((row, i) => `<tr${muted.includes(i) ? ' class="muted"' : ''}>${cells('td', row)}</tr>`);
  return `<table><thead><tr>${cells('th', heads)}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function itemHtml({ mark, strong, text, after, flag, note }: Item): string {
  const said = [
    strong && `<b>${escaped(strong)}</b>`,
    escaped(text),
    after && `<b>${escaped(after)}</b>`,
    flag && `<em>${escaped(flag)}</em>`,
  ];
  return `<li${mark ? ` class="${mark}"` : ''}>${said.filter(Boolean).join(' ')}${note ? `<small>${escaped(note)}</small>` : ''}</li>`;
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
