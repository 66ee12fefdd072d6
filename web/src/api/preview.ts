import type { PreviewComparison } from '../../../api/contract.ts';
import { ApiError, postForText } from './client.ts';

/** Lines of JSON come while the server works through the history; the last one is the comparison. */
export async function previewLimit(
  tried: { readonly rule: string; readonly name: string; readonly value: number; readonly unit: string },
  of: { readonly patient?: string; readonly cohort?: string },
  days: number,
): Promise<PreviewComparison> {
  const text = await postForText('/rules/preview', { limits: [tried], ...of, days });
  const last = JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as { is?: string; comparison?: PreviewComparison };
  if (last.is !== 'result' || !last.comparison) throw new ApiError(0, 'web.unexpected', '');
  return last.comparison;
}
