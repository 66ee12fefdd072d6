import { expect, test } from 'vitest';
import type { Page } from './blocks.ts';
import { renderHtml } from './html.ts';

const page: Page = {
  language: 'zh-CN',
  title: '家庭测量报告',
  name: 'A"}</style><script>alert(1)</script>\\',
  beside: '1958 年出生',
  facts: '2 型糖尿病',
  clinic: '诊所',
  period: '3月1日 至 3月14日',
  foot: '',
  parts: [{ name: 'agp', title: 'AGP', blocks: [{ is: 'chart', svg: '<svg></svg>' }] }],
};

test('every sheet of the printed page says whose it is and which of how many; a name can end neither the string nor the sheet', () => {
  const html = renderHtml(page);
  const style = html.slice(html.indexOf('<style>') + 7, html.indexOf('</style>'));
  expect(style).toContain('@bottom-right{content:counter(page) " / " counter(pages)}');
  const [, head = ''] = /@top-left\{content:"([^"]*)"\}@top-right/.exec(style) ?? [];
  const read = head.replaceAll(/\\([0-9a-f]+) /g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
  expect(read).toBe(`${page.name} · ${page.beside}`);
  expect(head).not.toMatch(/[<>{}'"]/);
  expect(html.match(/<\/style>/g)).toHaveLength(1);
  expect(html).not.toContain('<script');
});

test('what the record says stands at the head once; a chart can be reached by keyboard where it is wider than the screen', () => {
  const html = renderHtml(page);
  expect(html).toContain('<p>1958 年出生 · 2 型糖尿病</p>');
  expect(html).toContain('<div class="chart" tabindex="0"><svg></svg></div>');
});
