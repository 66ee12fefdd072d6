import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const squeeze = promisify(gzip);
/** Below this a packet is sent either way. Engineering choice. */
const WORTH_BYTES = 2048;

/**
 * Long answers in JSON go out compressed to whoever takes that, and not at all to whoever has them already (ETag, If-None-Match: RFC 9110, 8.8.3
 * and 13.1.2). Streams and files (events, PDF, pictures) are left as they are: only text that a route returned is looked at.
 */
export function leanAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < WORTH_BYTES || reply.statusCode !== 200) return payload;
    if (!/^application\/([\w.-]+\+)?json\b/.test(String(reply.getHeader('content-type'))) || reply.hasHeader('content-encoding'))
      return payload;
    if (request.method === 'GET' && !reply.hasHeader('etag')) {
      const tag = `W/"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`;
      reply.header('etag', tag);
      const known = request.headers['if-none-match'];
      if (known?.split(',').some((one) => one.trim() === tag)) {
        reply.code(304).removeHeader('content-type');
        return '';
      }
    }
    reply.header('vary', 'accept-encoding');
    if (!takesGzip(String(request.headers['accept-encoding'] ?? ''))) return payload;
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    // The quickest level: names of fields and sentences that come back in each row cost next to nothing on it.
    return squeeze(payload, { level: constants.Z_BEST_SPEED });
  });
}

const takesGzip = (accepts: string): boolean => accepts.split(',').some((one) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(one));
