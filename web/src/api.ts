import type { Problem } from '../../api/contract.ts';

/** What the server refused, in its own words. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: {
      'hearth-request': '1',
      'accept-language': document.documentElement.lang,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
  throw new ApiProblem(
    problem ?? {
      type: '',
      title: '',
      status: response.status,
      code: 'network',
      detail: `The server answered ${response.status}.`,
      remedy: '',
      requestId: '',
    },
  );
}

export const get = <T>(path: string): Promise<T> => call('GET', path);
export const post = <T>(path: string, body?: unknown): Promise<T> => call('POST', path, body ?? {});
export const put = <T>(path: string, body: unknown): Promise<T> => call('PUT', path, body);
export const remove = <T>(path: string): Promise<T> => call('DELETE', path);
