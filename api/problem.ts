import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { detailInChinese } from '../domain/detail-in-chinese.ts';
import { remedyOf } from '../domain/error-remedies.ts';
import { type ErrorCode, type ErrorField, errors, HearthError } from '../domain/errors.ts';
import type { Language, Localized } from '../domain/source.ts';
import { brokenLinkPage, isPatientsLink } from './broken-link.ts';
import type { Problem } from './contract.ts';
import { asSentence, inPlainWords } from './plain-words.ts';

/** The language in which a caller wants to hear of errors; English unless Chinese comes first. */
export const languageOf = (request: FastifyRequest): Language => (/^zh\b/i.test(request.headers['accept-language'] ?? '') ? 'zh-CN' : 'en');

/** Every error leaves as application/problem+json (RFC 9457): what, where, and what to do. What is our own fault is logged, not told. */
export function answerProblem(error: FastifyError | HearthError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, detail, says: said, fields } = explain(error);
  const { status, says } = errors[code];
  if (status >= 500 && code !== 'store.unavailable')
    request.log.error({ err: { name: error.name, message: error.message, stack: error.stack } }, 'a request failed');
  const language = languageOf(request);
  if (status < 500 && isPatientsLink(request))
    return reply.code(status).type('text/html; charset=utf-8').serializer(String).send(brokenLinkPage(code, language));
  const title = says[language];
  const problem: Problem = {
    type: `https://hearth.example/errors/${code}`,
    title,
    status,
    code,
    detail: said?.[language] ?? inLanguage(detail, title, language),
    remedy: remedyOf(code, language),
    requestId: request.id,
  };
  if (fields.length > 0) problem.errors = fields.map((field) => ({ pointer: field.pointer, detail: ofField(field, language) }));
  return reply.code(status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}

/** A detail that came from elsewhere (a file, a library) and is there in English alone stands behind what it is about. */
const inLanguage = (detail: string | undefined, title: string, language: Language): string =>
  language === 'en' || detail === undefined || /\p{Script=Han}/u.test(detail)
    ? (detail ?? title)
    : (detailInChinese(detail) ?? `${title}（${detail}）`);

const ofField = ({ detail, says }: ErrorField, language: Language): string =>
  says?.[language] ?? (language === 'zh-CN' ? (detailInChinese(detail) ?? detail) : detail);

/** What Fastify itself refuses, before any route is asked. */
const OF_THE_BODY: Readonly<Record<string, Localized>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { en: 'What was sent is not valid JSON.', 'zh-CN': '发送的内容不是有效的 JSON。' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { en: 'Nothing was sent, although JSON was announced.', 'zh-CN': '声明为 JSON，但没有发送内容。' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { en: 'This kind of content is not taken here.', 'zh-CN': '此处不接受这种类型的内容。' },
};

interface Explained {
  readonly code: ErrorCode;
  readonly detail?: string;
  /** The detail in both languages. */
  readonly says?: Localized;
  readonly fields: HearthError['fields'];
}

export function explain(error: FastifyError | HearthError): Explained {
  if (error instanceof HearthError) {
    const { code, message, fields } = error;
    const words = fields.flatMap(({ says: of }) => of ?? []);
    // Fields that say what is wrong say more than the sentence of the error does.
    const inWords = words.length > 0 && words.length === fields.length;
    const says = inWords ? { en: words.map(({ en }) => en).join(' '), 'zh-CN': words.map((one) => one['zh-CN']).join('') } : error.says;
    return { code, detail: message, ...(says ? { says } : {}), fields };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const found = error.validation.map((issue) => ({ pointer: issue.instancePath || '/', says: inPlainWords(issue) }));
    const sentences = found.map(({ pointer, says }) => asSentence(pointer, says));
    const says = { en: sentences.map(({ en }) => en).join(' '), 'zh-CN': sentences.map((one) => one['zh-CN']).join('') };
    return {
      code: 'api.invalid',
      detail: says.en,
      says,
      fields: found.map(({ pointer, says: of }) => ({ pointer, detail: of.en, says: of })),
    };
  }
  if (error.statusCode === 413) return { code: 'api.too-large', fields: [] };
  if (error.statusCode === 429) return { code: 'api.too-many', fields: [] };
  if (error.statusCode === 404) return { code: 'api.not-found', fields: [] };
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return {
      code: 'api.invalid',
      detail: error.message,
      ...(OF_THE_BODY[error.code] ? { says: OF_THE_BODY[error.code]! } : {}),
      fields: [],
    };
  return { code: 'api.fault', fields: [] };
}
