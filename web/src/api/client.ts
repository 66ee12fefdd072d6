import type { Problem } from '../../../api/contract.ts';

const BASE = '/api/v1';

/** So long after the last touch, what the console asks is its own doing: it keeps nobody signed in. */
const BY_ITSELF_MS = 60_000;
let touched = Date.now();
for (const event of ['pointerdown', 'keydown', 'wheel'])
  globalThis.addEventListener?.(event, () => (touched = Date.now()), { passive: true, capture: true });

/** Told when an answer says that nobody is signed in any more. */
let ended = (): void => {};
export const whenSignedOut = (hear: () => void): void => {
  ended = hear;
};

/** What the server refused, or that it could not be asked. `detail` is one sentence for a person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0: the server was not reached. */
  readonly status: number;
  readonly code: string;
  readonly fields: readonly { readonly pointer: string; readonly detail: string }[];
  readonly requestId: string | undefined;
  constructor(status: number, code: string, detail: string, fields: ApiError['fields'] = [], requestId?: string) {
    super(detail);
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.requestId = requestId;
  }
  /** The sentence for one field: `/value`. */
  at(pointer: string): string | undefined {
    return this.fields.find((field) => field.pointer === pointer)?.detail;
  }
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => ask<T>('GET', path, undefined, signal);

/** So many pages of one list are asked for; a clinic with more open alerts than this has another trouble. */
const MOST_PAGES = 40;

interface Page {
  readonly tag: string | null;
  readonly rows: readonly { readonly id: string }[];
}
/** The pages that were asked for last, of each list, and the whole of them: what has not changed is not sent again. */
const lists = new Map<string, { readonly pages: ReadonlyMap<string, Page>; readonly all: readonly { readonly id: string }[] }>();
export const forgetLists = (): void => lists.clear();

/**
 * A list that comes in pages, whole: each page names the next in its header `Link`. Each row once, though it may move from page to page while
 * they come; the same array as before where nothing has changed.
 */
export async function getAll<T extends { readonly id: string }>(path: string): Promise<readonly T[]> {
  const before = lists.get(path);
  const pages = new Map<string, Page>();
  let next: string | undefined = path;
  while (next !== undefined && pages.size < MOST_PAGES && !pages.has(next)) {
    const known = before?.pages.get(next);
    const response: Response = await send('GET', next, undefined, undefined, known?.tag ?? undefined);
    const page = response.status === 304 ? known! : { tag: response.headers.get('etag'), rows: (await response.json()) as T[] };
    pages.set(next, page);
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]?.slice(BASE.length);
  }
  const same = before && before.pages.size === pages.size && [...pages].every(([at, page]) => before.pages.get(at) === page);
  const all = same
    ? before.all
    : [...new Map([...pages.values()].flatMap(({ rows }) => rows.map((row) => [row.id, row] as const))).values()];
  lists.set(path, { pages, all });
  return all as readonly T[];
}
export const post = <T = unknown>(path: string, body: unknown = {}): Promise<T> => ask<T>('POST', path, body);
export const put = <T = unknown>(path: string, body: unknown): Promise<T> => ask<T>('PUT', path, body);
export const patch = <T = unknown>(path: string, body: unknown): Promise<T> => ask<T>('PATCH', path, body);
export const del = <T = unknown>(path: string): Promise<T> => ask<T>('DELETE', path);

/** The address of something that the browser opens by itself: an iframe, a new tab, an event stream. */
export const addressOf = (path: string): string => BASE + path;

/** For an answer that comes in lines. */
export const postForText = async (path: string, body: unknown): Promise<string> => (await send('POST', path, body)).text();

/** For an answer that is a file. */
export const postForFile = async (path: string, body: unknown): Promise<Blob> => (await send('POST', path, body)).blob();

async function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(method, path, body, signal);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** The answer, if it is no refusal. `tag`: of the answer that is known; 304 where it is still the same. */
async function send(method: string, path: string, body?: unknown, signal?: AbortSignal, tag?: string): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': document.documentElement.lang };
  if (method !== 'GET') headers['Hearth-Request'] = '1';
  if (Date.now() - touched > BY_ITSELF_MS) headers['Hearth-By-Itself'] = '1';
  if (tag !== undefined) headers['If-None-Match'] = tag;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, 'web.unreachable', '');
  }
  // Who asks for the session itself, or tries a password, hears it from the answer.
  if (response.status === 401 && !path.startsWith('/session')) ended();
  if (!response.ok && response.status !== 304) throw await refusal(response);
  return response;
}

async function refusal(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return new ApiError(response.status, problem.code ?? 'web.unexpected', problem.detail ?? '', problem.errors ?? [], problem.requestId);
}
