import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import staticFiles from '@fastify/static';
import swagger from '@fastify/swagger';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { HearthError } from '../domain/errors.ts';
import { guard } from './auth.ts';
import { leanAnswers } from './lean-answers.ts';
import { documented } from './openapi.ts';
import type { ApiParts } from './parts.ts';
import { answerProblem } from './problem.ts';
import { showPseudonyms } from './pseudonyms.ts';
import { adverseRoutes } from './routes/adverse.ts';
import { adviceRoutes } from './routes/advice.ts';
import { alertRoutes } from './routes/alerts.ts';
import { auditRoutes } from './routes/audit.ts';
import { careTeamRoutes } from './routes/care-teams.ts';
import { claimCodeRoutes } from './routes/claim-codes.ts';
import { clinicRoutes } from './routes/clinic.ts';
import { clinicReportRoutes } from './routes/clinic-report.ts';
import { cohortRoutes } from './routes/cohorts.ts';
import { contactRoutes } from './routes/contacts.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { courseRoutes } from './routes/courses.ts';
import { deskRoutes } from './routes/desk.ts';
import { deviceRoutes } from './routes/devices.ts';
import { dutyRoutes } from './routes/duty.ts';
import { factorRoutes } from './routes/factors.ts';
import { fhirRoutes } from './routes/fhir.ts';
import { followerTokenRoutes } from './routes/follower-token.ts';
import { healthRoutes } from './routes/health.ts';
import { hospitalRoutes } from './routes/hospital.ts';
import { inboxRoutes } from './routes/inbox.ts';
import { knowledgeRoutes } from './routes/knowledge.ts';
import { medicationRoutes } from './routes/medications.ts';
import { medicineChangeRoutes } from './routes/medicine-changes.ts';
import { nightscoutRoutes } from './routes/nightscout.ts';
import { nightscoutSite } from './routes/nightscout-site.ts';
import { nightscoutV3Routes } from './routes/nightscout-v3.ts';
import { ownAdverseRoutes } from './routes/own-adverse.ts';
import { ownConversationRoutes } from './routes/own-conversation.ts';
import { ownPageRoutes } from './routes/own-page.ts';
import { ownWayRoutes } from './routes/own-ways.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { patientRoutes } from './routes/patients.ts';
import { planRoutes } from './routes/plans.ts';
import { previewRoutes } from './routes/preview.ts';
import { quarantineRoutes } from './routes/quarantine.ts';
import { reachRoutes } from './routes/reach.ts';
import { readingFigureRoutes } from './routes/reading-figures.ts';
import { readingRoutes } from './routes/readings.ts';
import { receiptRoutes } from './routes/receipts.ts';
import { replyRoutes } from './routes/replies.ts';
import { reportRunRoutes } from './routes/report-runs.ts';
import { reportRoutes } from './routes/reports.ts';
import { seenRoutes } from './routes/seen.ts';
import { sessionRoutes } from './routes/session.ts';
import { sessionListRoutes } from './routes/sessions.ts';
import { shadowRoutes } from './routes/shadows.ts';
import { systemRoutes } from './routes/system.ts';
import { thresholdRoutes } from './routes/thresholds.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { unsubscribeRoutes } from './routes/unsubscribe.ts';
import { userRoutes } from './routes/users.ts';
import { withdrawnRoutes } from './routes/withdrawn.ts';
import { wordsRoutes } from './routes/words.ts';
import { traceReads } from './trace-reads.ts';

const routes = [
  sessionRoutes,
  sessionListRoutes,
  factorRoutes,
  passkeyRoutes,
  hospitalRoutes,
  userRoutes,
  careTeamRoutes,
  tokenRoutes,
  patientRoutes,
  contactRoutes,
  readingRoutes,
  readingFigureRoutes,
  withdrawnRoutes,
  alertRoutes,
  deskRoutes,
  shadowRoutes,
  dutyRoutes,
  courseRoutes,
  adviceRoutes,
  adverseRoutes,
  ownAdverseRoutes,
  planRoutes,
  replyRoutes,
  conversationRoutes,
  inboxRoutes,
  thresholdRoutes,
  cohortRoutes,
  wordsRoutes,
  knowledgeRoutes,
  previewRoutes,
  deviceRoutes,
  followerTokenRoutes,
  claimCodeRoutes,
  quarantineRoutes,
  medicationRoutes,
  medicineChangeRoutes,
  ownPageRoutes,
  ownConversationRoutes,
  ownWayRoutes,
  clinicRoutes,
  reachRoutes,
  receiptRoutes,
  unsubscribeRoutes,
  clinicReportRoutes,
  reportRunRoutes,
  reportRoutes,
  systemRoutes,
  auditRoutes,
  seenRoutes,
];

/** The HTTP door: routes with schema, policy and errors; the console's files. Not listening yet. */
export async function createApi(parts: ApiParts): Promise<FastifyInstance> {
  const { settings, log, web } = parts;
  let requests = 0;
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: settings.trustProxy,
    bodyLimit: 65_536,
    genReqId: () => `r${(++requests).toString(36)}`,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerProblem);
  // One way to read a body: variants of the content type are refused, not tried.
  app.removeContentTypeParser(['text/plain']);
  app.addContentTypeParser('application/fhir+json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'));

  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        frameAncestors: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: settings.secureCookies,
  });
  await app.register(cookie);
  await app.register(rateLimit, { global: false, max: settings.requestsPerMinute, timeWindow: '1 minute' });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Hearth', version: '1', description: 'Readings from home, judged; alerts, advice, messages, reports.' },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'hearth' },
          uploader: { type: 'apiKey', in: 'header', name: 'api-secret', description: 'SHA-1 of the secret of a device that uploads' },
          device: { type: 'http', scheme: 'basic', description: 'name and secret of a device' },
          token: { type: 'http', scheme: 'bearer', description: 'a token of another program, with the scope that is named' },
        },
      },
    },
    transform: documented,
  });

  // Before anybody looks who it is: what is refused counts too. A route with a limit of its own is looked at there, and only once.
  const limited = app.rateLimit();
  app.addHook('onRequest', async (request, reply) => {
    if (!request.routeOptions.config?.rateLimit) await limited.call(app, request, reply);
  });
  guard(app, parts);
  traceReads(app, parts);
  showPseudonyms(app);
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  leanAnswers(app);
  // What a technician needs, and nothing of a person: the route's pattern, never its address.
  app.addHook('onResponse', async (request, reply) => {
    const { url } = request.routeOptions;
    if (url !== '/healthz')
      request.log.info(
        { method: request.method, route: url, status: reply.statusCode, ms: Math.round(reply.elapsedTime), user: request.user?.id },
        'request',
      );
  });

  await app.register(healthRoutes(parts));
  for (const routesOf of [nightscoutRoutes, nightscoutSite, nightscoutV3Routes]) await app.register(routesOf(parts));
  await app.register(fhirRoutes(parts), { prefix: '/fhir' });
  for (const routesOf of routes) await app.register(routesOf(parts), { prefix: '/api/v1' });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());

  if (web !== undefined) {
    await app.register(async (files) => {
      files.addHook('onRoute', (route) => {
        route.config = { ...route.config, who: 'anybody' };
      });
      await files.register(staticFiles, {
        root: web,
        wildcard: false,
        index: false,
        cacheControl: false,
        // Only names that hold a hash of their content are for ever.
        setHeaders: (reply, path) => {
          reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
          // The worker of patients' own pages opens them without a connection: it may fetch from here, and nothing else.
          if (path.endsWith('own-worker.js')) reply.header('content-security-policy', "default-src 'none'; connect-src 'self'");
        },
      });
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
    if (web === undefined || !isPage) throw new HearthError('api.not-found');
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(createReadStream(join(web, 'index.html')));
  });
  return app;
}
