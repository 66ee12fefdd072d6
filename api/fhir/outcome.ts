import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { errors, HearthError } from '../../domain/errors.ts';
import type { Resource } from '../../reports/fhir/resource.ts';
import { explain, languageOf } from '../problem.ts';

/** http://hl7.org/fhir/issue-type: why something was refused. */
export type IssueType =
  | 'invalid'
  | 'value'
  | 'login'
  | 'forbidden'
  | 'not-found'
  | 'not-supported'
  | 'too-costly'
  | 'too-long'
  | 'throttled'
  | 'conflict'
  | 'transient'
  | 'exception';

/** A refusal in FHIR's own words, where Hearth's table of errors has no status for it. */
export class FhirError extends Error {
  override readonly name = 'FhirError';
  readonly status: number;
  readonly issue: IssueType;
  constructor(status: number, issue: IssueType, says: string) {
    super(says);
    this.status = status;
    this.issue = issue;
  }
}

const ISSUES: Readonly<Record<number, IssueType>> = {
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-long',
  429: 'throttled',
  500: 'exception',
  503: 'transient',
};

export const outcome = (severity: 'error' | 'warning', code: IssueType, says: string): Resource => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code, details: { text: says }, diagnostics: says }],
});

export const FHIR_JSON = 'application/fhir+json; charset=utf-8';

/** Every error under /fhir leaves as an OperationOutcome. What is our own fault is logged, not told. */
export function answerOutcome(error: FastifyError | HearthError | FhirError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof FhirError) return send(reply, error.status, error.issue, error.message);
  const { code, detail, says: said } = explain(error);
  const { status, says } = errors[code];
  if (status >= 500 && code !== 'store.unavailable')
    request.log.error({ err: { name: error.name, message: error.message, stack: error.stack } }, 'a request failed');
  const own = error instanceof HearthError && error.message === says.en;
  return send(
    reply,
    status,
    ISSUES[status] ?? 'invalid',
    own || detail === undefined ? says[languageOf(request)] : (said?.[languageOf(request)] ?? detail),
  );
}

const send = (reply: FastifyReply, status: number, issue: IssueType, says: string): FastifyReply =>
  reply
    .code(status)
    .type(FHIR_JSON)
    .serializer(JSON.stringify)
    .send(outcome('error', issue, says));
