import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Page } from '../reports/render/blocks.ts';
import { describeWith, temporaryFolder } from '../tests/services.ts';
import { printReport } from './print-report.ts';

const page: Page = {
  language: 'zh-CN',
  title: '家庭测量报告',
  name: '示例 #panic("x")',
  beside: '*1958* 年出生',
  facts: '2 型糖尿病',
  clinic: 'Clinic $x$ & Co',
  period: '…',
  foot: '由 Hearth 计算',
  parts: [
    {
      name: 'attention',
      title: '需要您关注',
      blocks: [
        {
          is: 'list',
          items: [{ mark: 'high', strong: '血压危象', text: '201/126', flag: '未处理', note: '11月19日' }, { text: '没有读数' }],
        },
        { is: 'tiles', tiles: [{ name: '平均值', value: '7.0 mmol/L', note: '' }] },
        {
          is: 'bar',
          title: '占比',
          parts: [
            { name: '目标', percent: 70, colour: '#3c8d5a' },
            { name: '低', percent: 0, colour: '#c8463c', goal: '< 4 %' },
          ],
        },
        { is: 'chart', svg: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="5" height="5"/></svg>', note: '注' },
        { is: 'text', text: '#import "/etc/passwd"' },
      ],
    },
    {
      name: 'alerts',
      title: '提醒',
      blocks: [{ is: 'table', heads: ['时间', '内容'], rows: Array.from({ length: 120 }, (_, i) => [`${i}`, '血糖偏低']) }],
    },
  ],
};

describeWith('pdftotext', 'a report on paper', () => {
  const read = (pdf: Uint8Array, program = 'pdftotext', more: readonly string[] = ['-layout']): string => {
    const file = join(temporaryFolder(), 'report.pdf');
    writeFileSync(file, pdf);
    return execFileSync(program, [...(program === 'pdffonts' ? [] : more), file, ...(program === 'pdffonts' ? [] : ['-'])], {
      encoding: 'utf8',
    });
  };

  test('a tile is as tall as its words: nothing of it lies in the row below', async () => {
    const long = '3/20 · 上期: 26 % · 人数太少，仅供参考，不宜据此比较 · 与上期相比没有明显变化 · 差异可能出于偶然';
    const tiles = Array.from({ length: 6 }, (_, i) => ({ name: `瓦${i}`, value: '15 %', note: i === 1 ? `${long} ENDS` : '短' }));
    const text = read(
      await printReport({ ...page, parts: [{ name: 'shares', title: '占比', blocks: [{ is: 'tiles', tiles }] }] }),
      'pdftotext',
      ['-bbox'],
    );
    const edge = (word: string, which: 'yMin' | 'yMax') => {
      const line = text.split('\n').find((one) => one.includes(`>${word}<`))!;
      return Number(new RegExp(`${which}="([\\d.]+)"`).exec(line)![1]);
    };
    expect(edge('瓦0', 'yMin')).toBe(edge('瓦1', 'yMin'));
    expect(edge('瓦4', 'yMin')).toBeGreaterThan(edge('ENDS', 'yMax') + 5);
  });

  test('every page says whose it is and which of how many; what is said is text, and never markup', async () => {
    const pdf = await printReport(page);
    const pages = read(pdf).split('\f').slice(0, -1);
    expect(pages.length).toBeGreaterThan(2);
    for (const [i, text] of pages.entries()) {
      expect(text).toContain('示例 #panic("x")');
      expect(text).toMatch(new RegExp(`${i + 1}\\s*/\\s*${pages.length}`));
      expect(text).toContain('*1958* 年出生');
    }
    const [first = ''] = pages;
    const tight = first.replaceAll(/\s+/g, '');
    for (const said of ['血压危象', '未处理', '70.0 %', '< 4 %', '#import "/etc/passwd"', 'Clinic $x$ & Co'])
      expect(tight).toContain(said.replaceAll(' ', ''));
    // The record is long in some: it stands on the first page alone.
    expect(pages.map((text) => text.includes('2 型糖尿病'))).toEqual(pages.map((_, i) => i === 0));
    // The head of a table that goes over a page stands on each.
    expect(pages.filter((text) => /时间\s+内容/.test(text)).length).toBe(pages.filter((text) => text.includes('血糖偏低')).length);
  });

  test('every font that it uses is embedded', async () => {
    const fonts = read(await printReport(page), 'pdffonts')
      .split('\n')
      .slice(2)
      .filter(Boolean);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/NotoSansSC.*\byes yes yes\b/);
  });
});

test('a page that cannot be set is a fault that says why', async () => {
  const broken = { ...page, parts: [{ name: 'x', title: 'x', blocks: [{ is: 'chart', svg: '<svg' }] }] } as const;
  await expect(printReport(broken)).rejects.toThrow('the report could not be set');
});
