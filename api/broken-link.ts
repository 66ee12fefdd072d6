import type { FastifyRequest } from 'fastify';
import { type ErrorCode, errors } from '../domain/errors.ts';
import type { Language, Localized } from '../domain/source.ts';

const TITLE: Localized = { en: 'This link does not work', 'zh-CN': '此链接无法打开' };
const WHAT_TO_DO: Localized = {
  en: 'It may be incomplete, or its time has passed. Please open it again from the message, whole; or ask your care team for help.',
  'zh-CN': '链接可能不完整，或已失效。请从消息中重新打开完整的链接，或联系您的医护人员。',
};
const LINK_IS_WRONG: readonly ErrorCode[] = ['session.expired', 'api.invalid', 'api.not-found'];

/** Opened by a patient or a relative from a message, in a browser: nobody may be shown JSON. Programs that ask for JSON get it. */
export function isPatientsLink({ url, headers, method }: FastifyRequest): boolean {
  const asks = headers.accept ?? '';
  if (/^\/api\/v1\/receipts(?:\/|$)/.test(url)) return method === 'GET' && asks.includes('text/html');
  return /^\/api\/v1\/unsubscribe(?:\/|$)/.test(url) && !/^application\/(?:problem\+)?json/.test(asks);
}

/** A page for a link that leads to nobody, so that nobody knows the reader's language: both, the browser's first. */
export function brokenLinkPage(code: ErrorCode, first: Language): string {
  const part = (language: Language): string => {
    const text = LINK_IS_WRONG.includes(code) ? WHAT_TO_DO[language] : errors[code].says[language];
    return `<section lang="${language}"><h1>${TITLE[language]}</h1><p>${text}</p></section>`;
  };
  const second: Language = first === 'en' ? 'zh-CN' : 'en';
  return (
    `<!doctype html><html lang="${first}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="robots" content="noindex"><title>Hearth: ${TITLE[first]}</title><style>${STYLE}</style></head>` +
    `<body><main>${part(first)}${part(second)}</main></body></html>`
  );
}

const STYLE =
  'body{font:18px/1.6 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem;color:#1b2a2f;background:#fbfaf7}' +
  'h1{font-size:1.4rem}@media(prefers-color-scheme:dark){body{color:#e8ecec;background:#12191c}}';
