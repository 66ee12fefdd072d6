import type { FastifyError, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { errors, type HearthError } from '../../domain/errors.ts';
import type { Patient } from '../../domain/patient.ts';
import { bandsOf } from '../../reports/metrics/time-in-range.ts';
import type { ApiParts } from '../parts.ts';
import { explain } from '../problem.ts';

/** The Nightscout whose API this speaks: apps look at the number before they use what came with it. */
export const SITE_VERSION = '15.0.3';

/** Where a site stands: under a device's name, or at the root for apps that cannot bear a path in their address. */
export const SITES = ['/nightscout/:device', ''] as const;

export const look: RouteShorthandOptions = { schema: { hide: true }, config: { who: 'follower', scope: 'read:readings' } };
export const write: RouteShorthandOptions = {
  schema: { hide: true },
  config: { who: 'uploader', scope: 'write:readings' },
  bodyLimit: 1_048_576,
};
export const open: RouteShorthandOptions = { schema: { hide: true }, config: { who: 'anybody' } };

/** Apps write the ending or leave it away. */
export const withEnding = (path: string): readonly string[] => [path, `${path}.json`];

/** How a site of Nightscout says that something did not work. */
export function answerSite(error: FastifyError | HearthError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, detail } = explain(error);
  const { status, says } = errors[code];
  if (status >= 500 && code !== 'store.unavailable')
    request.log.error({ err: { name: error.name, message: error.message, stack: error.stack } }, 'a request failed');
  const message = status === 401 ? 'Unauthorized' : says.en;
  return reply
    .code(status)
    .serializer(JSON.stringify)
    .type('application/json; charset=utf-8')
    .send({ status, message, description: status === 401 ? 'Invalid/Missing' : (detail ?? says.en) });
}

/** What apps ask before they do anything else: units, and the limits of the consensus on time in range for the patient's group. */
export function siteStatus(patient: Patient, { clock }: Pick<ApiParts, 'clock'>) {
  const now = clock.now();
  const { veryLow, low, high, veryHigh } = bandsOf[patient.group];
  return {
    status: 'ok',
    name: 'hearth',
    version: SITE_VERSION,
    serverTime: new Date(now).toISOString(),
    serverTimeEpoch: now,
    apiEnabled: true,
    careportalEnabled: true,
    boluscalcEnabled: false,
    settings: {
      units: patient.glucoseUnit === 'mmol/L' ? 'mmol' : 'mg/dl',
      timeFormat: 24,
      language: patient.language === 'zh-CN' ? 'zh_cn' : 'en',
      customTitle: 'Hearth',
      enable: ['careportal', 'bgnow', 'delta', 'direction'],
      thresholds: { bgHigh: (veryHigh ?? high).mgDl, bgTargetTop: high.mgDl, bgTargetBottom: low.mgDl, bgLow: veryLow.mgDl },
    },
    extendedSettings: {},
    runtimeState: 'loaded',
  };
}
