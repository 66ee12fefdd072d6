import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { asksFor, fill, parseTemplate } from './template.ts';
import { readTemplates } from './templates.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function changed(file: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-templates-'));
  folders.push(folder);
  cpSync(join(import.meta.dirname, 'templates'), folder, { recursive: true });
  writeFileSync(join(folder, file), text);
  return folder;
}

test.each([
  ['a stray brace', 'Subject\nA } brace', 'x: a brace without its partner'],
  ['an open brace', 'Subject\nA {name', 'x: a brace without its partner'],
  ['braces in braces', 'Subject\n{a {b} c}', 'x: a brace without its partner'],
  ['an unknown format', 'Subject\n{at, clock}', 'x: {at, clock} is no placeholder'],
  ['too many words', 'Subject\n{at, time, short}', 'x: {at, time, short} is no placeholder'],
  ['nothing in the braces', 'Subject\n{}', 'x: {} is no placeholder'],
  ['a name with a dot', 'Subject\n{a.b}', 'x: {a.b} is no placeholder'],
  ['no text', 'Subject', 'x: a template has a subject on its first line and a text below'],
  ['no subject', '\nText', 'x: a template has a subject on its first line and a text below'],
])('%s is refused', (_what, text, why) => {
  expect(() => parseTemplate(text, 'x')).toThrow(why);
});

test('a value from the prototype is no value', () => {
  const template = parseTemplate('S\n{constructor}', 'x');
  expect(() => fill(template, {}, { language: 'en', zone: 'UTC' })).toThrow('x: there is no value for {constructor}');
});

test('a template says what it asks for, and how', () => {
  expect([...asksFor(parseTemplate('{a}\n{b, time} {b, date} {a}', 'x'))]).toEqual([
    ['a', ['as-it-is', 'as-it-is']],
    ['b', ['time', 'date']],
  ]);
});

test.each([
  [
    'a value too many',
    'en/task.txt',
    'Task {patient}\n{text} {link} {severity}',
    'en/task: {severity} is not among its values, or is not used',
  ],
  ['a value that is not used', 'zh-CN/task.txt', '待办 {patient}\n{text}', 'zh-CN/task: {link} is not among its values, or is not used'],
  ['a template that nobody knows', 'en/hello.txt', 'Hello\nyou', 'en/hello.txt: nobody knows this template'],
])('%s stops the start', (_what, file, text, why) => {
  expect(() => readTemplates(changed(file, text))).toThrow(why);
});

test('a template that is missing in one language stops the start', () => {
  const folder = changed('en/task.txt', 'x');
  rmSync(join(folder, 'en/task.txt'));
  expect(() => readTemplates(folder)).toThrow('en/task: there is no such template');
});
