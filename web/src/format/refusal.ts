import { type ErrorCode, errors } from '../../../domain/errors.ts';
import type { Language } from '../../../domain/source.ts';
import { ApiError } from '../api/client.ts';
import type { Words } from '../words/en.ts';

/** One sentence about what went wrong, in the reader's language: the server's own where it speaks that, the table's where not. */
export function refusalText(error: ApiError, language: Language, words: Words): string {
  if (error.status === 0) return words.error.unreachable;
  const known = error.code in errors ? errors[error.code as ErrorCode].says[language] : undefined;
  const inChinese = /\p{Script=Han}/u.test(error.message);
  if (error.message && (language === 'en' || inChinese)) return error.message;
  return known ?? (error.message || words.error.unexpected);
}

/** The same for whatever was thrown: what the server did not say is nothing that a person could mend. */
export const failureText = (error: unknown, language: Language, words: Words): string =>
  error instanceof ApiError ? refusalText(error, language, words) : words.error.unexpected;
