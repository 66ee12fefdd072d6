import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type ErrorCode, errors, HearthError } from '../domain/errors.ts';
import type { Language } from '../domain/source.ts';
import type { Problem } from './contract.ts';

/** The language in which a caller wants to hear of errors; English unless Chinese comes first. */
export const languageOf = (request: FastifyRequest): Language => (/^zh\b/i.test(request.headers['accept-language'] ?? '') ? 'zh-CN' : 'en');

/** Every error leaves as application/problem+json (RFC 9457): what, where, and what to do. What is our own fault is logged, not told. */
export function answerProblem(error: FastifyError | HearthError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, detail, fields } = explain(error);
  const { status, says, remedy } = errors[code];
  if (status >= 500 && code !== 'store.unavailable')
    request.log.error({ err: { name: error.name, message: error.message, stack: error.stack } }, 'a request failed');
  const language = languageOf(request);
  const title = says[language];
  const inWords = fields.length > 0 && fields.every((field) => field.says) ? fields.map((field) => field.says![language]) : undefined;
  const problem: Problem = {
    type: `https://hearth.example/errors/${code}`,
    title,
    status,
    code,
    detail: inWords?.join(language === 'en' ? ' ' : '') ?? detail ?? title,
    remedy,
    requestId: request.id,
  };
  if (fields.length > 0)
    problem.errors = fields.map(({ pointer, detail: english, says: said }) => ({ pointer, detail: said?.[language] ?? english }));
  return reply.code(status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}

const ARTICLES: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  undefined: 'nothing',
  null: 'null',
};

/** What zod says of a type that is missing or another, as a sentence for people; what a schema says in its own words stays. */
function inPlainWords(message: string | undefined): string {
  const [, expected = '', received = ''] = /^Invalid input: expected (\S+), received (\S+)$/.exec(message ?? '') ?? [];
  if (expected === '') return message ?? 'not as it should be';
  const belongs = ARTICLES[expected] ?? expected;
  return received === 'undefined'
    ? `is missing: ${belongs} belongs here`
    : `${belongs} belongs here, not ${ARTICLES[received] ?? received}`;
}

export function explain(error: FastifyError | HearthError): { code: ErrorCode; detail?: string; fields: HearthError['fields'] } {
  if (error instanceof HearthError) return { code: error.code, detail: error.message, fields: error.fields };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map(({ instancePath, message }) => ({
      pointer: instancePath || '/',
      detail: inPlainWords(message),
    }));
    return { code: 'api.invalid', detail: fields.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '), fields };
  }
  if (error.statusCode === 413) return { code: 'api.too-large', fields: [] };
  if (error.statusCode === 429) return { code: 'api.too-many', fields: [] };
  if (error.statusCode === 404) return { code: 'api.not-found', fields: [] };
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return { code: 'api.invalid', detail: error.message, fields: [] };
  return { code: 'api.fault', fields: [] };
}
