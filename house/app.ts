import { createHmac, hkdfSync, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { wakeAdverse } from '../adverse/due.ts';
import { followReactions } from '../adverse/follow.ts';
import { wakeHeld } from '../advice/hold.ts';
import { readEmergencies } from '../advice/questions/emergencies.ts';
import { createApi } from '../api/server.ts';
import { publicUrlOf } from '../api/settings.ts';
import { createCare } from '../care/walker.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Receipt } from '../domain/delivery.ts';
import type { Follower } from '../domain/follower.ts';
import type { Patient } from '../domain/patient.ts';
import type { Records } from '../domain/store.ts';
import { createFaultTeller } from '../duty/faults.ts';
import { watchOpenings } from '../duty/opening.ts';
import { onDuty as namesOnDuty } from '../duty/roster.ts';
import { createSetAside } from '../duty/set-aside.ts';
import { wakeDuty } from '../duty/wake.ts';
import { createWatch } from '../duty/watch.ts';
import { createCredentials } from '../ingest/credentials.ts';
import { openMqttBroker } from '../ingest/doors/mqtt-broker.ts';
import { openMqttSubscriber, WEAKER_PROMISE } from '../ingest/doors/mqtt-subscriber.ts';
import { createIntake } from '../ingest/intake.ts';
import { createMappedIntake } from '../ingest/mappings/mapped-intake.ts';
import { createQuarantineReplay } from '../ingest/replay.ts';
import { watchAccess } from '../ingest/watch-access.ts';
import { createChangeMarker } from '../issuing/changed.ts';
import { createNotifier } from '../notifier/dispatch.ts';
import { createReach } from '../notifier/reach.ts';
import { channelKinds, openChannels } from '../notifier/registry.ts';
import { readTemplates } from '../notifier/templates.ts';
import { vapidKeys } from '../notifier/vapid.ts';
import { enrol, wake } from '../rules/judge.ts';
import { Memory } from '../rules/state.ts';
import { drainFollower, runFollower } from '../store/follow.ts';
import { createInflux1 } from '../store/projections/influx1.ts';
import { createInflux2 } from '../store/projections/influx2.ts';
import { aboutPatient } from './about-patient.ts';
import { createAddressBook, reachesBy } from './addresses.ts';
import { createAlertDesk } from './alert-desk.ts';
import { createClinicDesk } from './clinic-desk.ts';
import { createFileTroubles } from './file-troubles.ts';
import { wakeMedicine } from './follow-new-medicines.ts';
import type { House, HouseParts } from './house.ts';
import { inboxKey } from './inbox-key.ts';
import { judgeGivenAnswers } from './judge-answers.ts';
import { createKeepPlan } from './keep-plan.ts';
import { createLimitDesk } from './limit-desk.ts';
import { createLinks, createUnsubscribe } from './links.ts';
import { listenToAll } from './listen-to-all.ts';
import { createLookDesk } from './look-desk.ts';
import { type DueWork, nextOf, runWhenDue, untilQuiet } from './loops.ts';
import { wakeTask } from './note-desk.ts';
import { openAdvice } from './open-advice.ts';
import { openAudit } from './open-audit.ts';
import { keyOf } from './open-database.ts';
import { openDesk } from './open-desk.ts';
import { openReports } from './open-reports.ts';
import { openServing } from './open-serving.ts';
import { followMappings, followRules, home, readPathways, readQuestionnaires } from './packs.ts';
import { createPreview } from './preview-rules.ts';
import { createProviderReports } from './provider-reports.ts';
import { createEverybody } from './reach-everybody.ts';
import { caOf, tlsOf } from './read-certificates.ts';
import { createReadingDesk } from './reading-desk.ts';
import { retractions } from './retractions.ts';
import * as secrets from './secrets.ts';
import { settingsInForce } from './settings.ts';
import { createWithdrawByAnswer } from './withdraw-by-answer.ts';
import { createWordsDesk } from './words-desk.ts';

export type { House, HouseParts } from './house.ts';

type Watch = (decisions: readonly Decision[], records: Records, now: Instant) => Promise<readonly Decision[]>;

/** Introduces the rooms to one another: the only file that knows them all. */
export async function openHouse({ config: written, clock, log, background, durability = 'full', reopen }: HouseParts): Promise<House> {
  const trouble = (what: string) => (error: unknown) =>
    log.warn({ what, why: error instanceof Error ? error.message : String(error) }, 'trouble');
  const { store, askForReport, chart, figures, profile } = await openServing(written.data, durability, trouble);
  const config = await settingsInForce(written, store);
  const pathways = readPathways();
  const questionnaires = readQuestionnaires();
  const files = createFileTroubles(log);
  const rules = followRules(config.packs, clock.now, files.trouble('rules'), () => listen(), files.mended('rules'));

  const counts: Record<Receipt['outcome'], number> = { accepted: 0, duplicate: 0, correction: 0, quarantined: 0, 'passed-over': 0 };
  const mappings = followMappings(config.mappings, clock.now, files.trouble('mappings'), files.mended('mappings'));
  const opened: Watch = (decisions, records, now) => watchOpenings(decisions, { records, rules: rules(), now, zone: config.clinic.zone });
  const mapped = createMappedIntake({
    mappings,
    intake: createIntake({
      store,
      rules,
      clock,
      watchOpenings: async (decisions, records, now, { readings, states }) => [
        ...(await opened(decisions, records, now)),
        ...(await retractions(decisions, readings, now, records)),
        ...(await care.measured(
          records,
          readings.filter(({ patient }) => new Memory(states.get(patient)).hasEpisodes),
          now,
        )),
      ],
      onCommitted: (receipts) => {
        for (const { outcome } of receipts) counts[outcome]++;
      },
    }),
  });
  const { intake } = mapped;
  const credentials = createCredentials(store.devices, secrets.verifySecret);
  const houseSecret = (purpose: string) => new Uint8Array(hkdfSync('sha256', keyOf(config.data), '', purpose, 32));
  const { publicUrl } = config.http;
  const channels = openChannels(
    { inbox: {}, ...config.channels },
    {
      store,
      clock,
      secret: houseSecret,
      downlink: (...said) => broker.tell(...said),
      ...(publicUrl ? { callback: (channel: string, key: string) => `${publicUrl}/api/v1/callbacks/${channel}/${key}` } : {}),
    },
  );
  const { zone, staffSee } = config.clinic;
  const addresses = createAddressBook(store, new Set(channels.keys()), config.clinic.language, { now: clock.now, zone, staffSee });
  const onDuty = { zone, reaches: reachesBy(addresses) };
  const alertDesk = createAlertDesk({ store, rules, clock, ...onDuty });
  const limitDesk = createLimitDesk({
    store,
    rules,
    clock,
    newId: () => randomUUID(),
    listen: () => listenToAll(store, rules(), clock.now),
  });
  const readingDesk = createReadingDesk({ store, rules, clock, watchOpenings: opened });
  const replayQuarantined = createQuarantineReplay({ store, intake, clock });
  const {
    report,
    issuer,
    clinicIssuer,
    reportDesk,
    forApi: reports,
  } = openReports({
    store,
    rules,
    clock,
    clinic: config.clinic,
    ask: askForReport,
  });
  const { medications, words, questions, questionDesk, namesOf, adverse, approvalDesk, knowledgeDesk, advice } = openAdvice({
    store,
    rules,
    clock,
    config,
    log,
    watchOpenings: opened,
    inboxKey,
    files,
  });

  const care = createCare({
    store,
    pathways: () => pathways,
    questionnaires: () => questionnaires,
    zone,
    clock,
    keep: questions.hear,
    rules: {
      answered: judgeGivenAnswers(rules, opened),
      starts: (rule) => rules().rules.find(({ id }) => id === rule)?.starts,
      async wake(id, what, now, records) {
        const elsewhere =
          (await wakeHeld(id, what, records, now, inboxKey)) ??
          (await wakeAdverse(id, what, records, now, staffSee)) ??
          (await wakeTask(what, records, now)) ??
          (await wakeMedicine(id, what, records, medications(), now)) ??
          (await wakeDuty(id, what, { records, now, rules: rules(), ...onDuty })) ??
          (await questions.wake(records, what, now));
        if (elsewhere) return elsewhere;
        const about = await aboutPatient(records, id, now);
        if (!about) return [];
        const states = await records.ruleStates.lock([id]);
        const verdict = wake(rules(), about, states.get(id) ?? {}, what, now);
        await records.ruleStates.save(new Map([[id, verdict.state]]));
        return opened(verdict.decisions, records, now);
      },
    },
  });
  const keepPlan = createKeepPlan({ care, rules, clock });
  const lookDesk = createLookDesk(store);
  const audit = openAudit({ store, rules, clock, config, onTrouble: trouble('audit') });
  const linkKey = houseSecret('links of own pages');
  const markKey = houseSecret('marks of addresses');
  const mark = (address: string) => createHmac('sha256', markKey).update(address).digest('base64url').slice(0, 16);
  const base = publicUrlOf(config.http);
  const [links, unsubscribe] = [createLinks({ base, key: linkKey, clock }), createUnsubscribe({ base, key: linkKey })];
  const quietOf = async (patient: string) => (await store.plans.get(patient))?.quiet;
  const notifier = createNotifier({
    store,
    clock,
    channels,
    addresses,
    words,
    links,
    unsubscribe,
    teamZone: zone,
    quietOf,
    mark,
    ownWords: () => store.clinicWords.last(),
    numbers: config.clinic,
  });
  const wordsDesk = createWordsDesk({
    ...{ store, clock, words, base, zone, ownNumber: config.clinic.emergencyNumber },
    newId: () => randomUUID(),
    templates: readTemplates(),
    emergencies: readEmergencies(home),
  });
  const confirms = (channel: string) => channel === 'mqtt' || channels.get(channel)?.confirms === true;
  const reach = createReach({ store, clock, addresses, mark, confirms, settings: config.reach });

  const desk = openDesk({ store, clock, rules, staffSee, namesOf, reaches: onDuty.reaches });
  const ours: readonly Follower[] = [
    care.follower,
    createWithdrawByAnswer({ store, desk: readingDesk }),
    createChangeMarker({ store }),
    ...(questions.triage ? [questions.triage] : []),
    questions.follower,
    advice.follower,
    followReactions(store),
  ];
  const faults = createFaultTeller({ store, clock });
  const watch = createWatch({
    store,
    rules,
    clock,
    settings: config.watch,
    followers: [...ours, faults],
    channels: [...channels.keys()],
    onTrouble: (what, why) => log.error({ what, why }, 'not watching'),
  });

  const projections = [config.influx1 && createInflux1(config.influx1), config.influx2 && createInflux2(config.influx2)];
  const followers: readonly Follower[] = [...ours, faults, desk.follower, ...projections.filter((one) => one !== undefined)];
  const due: readonly DueWork[] = [
    { name: 'care', work: (signal) => care.tick(signal), next: () => care.nextDue() },
    desk.shadowWork,
    { name: 'looks', work: () => lookDesk.tick(clock.now()), next: () => lookDesk.next() },
    { name: 'reports', work: (signal) => issuer.tick(signal), next: () => issuer.nextDue() },
    { name: 'clinic reports', work: (signal) => clinicIssuer.tick(signal), next: () => clinicIssuer.nextDue() },
    { name: 'notifier', work: (signal) => notifier.dispatch(signal), next: () => store.outbox.next() },
  ];

  const broker = await openMqttBroker({
    intake,
    credentials,
    clock,
    settings: config.mqtt,
    ...tlsOf(config.mqtt),
    onTrouble: ({ device, why }) => log.warn({ what: 'mqtt', device, why }, 'trouble'),
  });
  const access = watchAccess({ devices: store.devices, drop: broker.drop, onTrouble: trouble('access') });
  if (config.subscriber) log.warn(WEAKER_PROMISE);
  const subscriber =
    config.subscriber &&
    openMqttSubscriber({ intake, clock, settings: config.subscriber, ...caOf(config.subscriber), onTrouble: trouble('subscriber') });
  subscriber?.ready.catch(trouble('subscriber'));
  const web = join(home, 'web/dist');
  const api = await createApi({
    ...{ store, chart, figures, profile, clock },
    rules,
    medications,
    intake,
    mappings,
    verifyDevice: credentials.verify,
    dropDevice: broker.drop,
    enrol: enrolPatient,
    alertDesk,
    approvalDesk,
    adverse,
    limitDesk,
    wordsDesk,
    knowledgeDesk,
    watchOpenings: opened,
    watch: watch.state,
    staffSee,
    onDuty: async (role) => namesOnDuty((await store.duty.plan()).plan, role, clock.now(), zone),
    readingDesk,
    answer: care.answer,
    fill: care.fill,
    reply: care.reply,
    questionDesk,
    keepPlan,
    replan: care.replan,
    questionnaires,
    ...{ clinic: config.clinic.name, numbers: config.clinic },
    clinicDesk: createClinicDesk({ store, clock, written: written.clinic, inForce: config.clinic, fileTroubles: files.standing, reopen }),
    ...reports,
    ...desk.forApi,
    looked: lookDesk.looked,
    audit: audit.audit,
    bundle: audit.bundle,
    preview: createPreview({ store, rules, now: clock.now }),
    replay: replayQuarantined,
    secrets,
    linkKey,
    inboxKey,
    zone,
    reach: { everybody: createEverybody(store, reach), drill: reach.drill },
    provider: createProviderReports({ store, channels, clock, take: care.reply }),
    ...(channels.has('push') ? { pushKey: vapidKeys(houseSecret('web push')).publicKey } : {}),
    openWays: [...new Set(channelKinds.filter(({ name }) => channels.has(name)).map(({ way }) => way))],
    fileTroubles: files.standing,
    counts: () => ({ received: counts, devicesConnected: broker.connections() }),
    ...(existsSync(join(web, 'index.html')) ? { web } : {}),
    settings: config.http,
    log,
  });
  const heard = await api.listen({ host: config.http.host, port: config.http.port });
  const url = config.http.publicUrl ?? heard;

  async function enrolPatient(patient: Patient): Promise<void> {
    await store.transact(async (records) => {
      const about = await aboutPatient(records, patient.id, clock.now());
      if (about) await records.decisions.apply(enrol(rules(), about, clock.now()), clock.now());
    });
  }

  // Has no moments of its own: looks at the clock by itself whenever it is asked.
  const watching: DueWork = { name: 'reach', work: () => reach.tick(), next: async () => undefined };

  function settle(): Promise<number> {
    const { signal } = new AbortController();
    return untilQuiet([
      ...followers.map((follower) => () => drainFollower({ store, follower }, signal)),
      ...[...due, watching].map((one) => () => one.work(signal)),
    ]);
  }

  const ended = new AbortController();
  const running: Promise<void>[] = [];
  function listen(): void {
    running.push(listenToAll(store, rules(), clock.now).then(() => undefined, trouble('silences')));
  }
  // A changed file is seen, and a mistake in it told, also while no reading comes.
  let looking: NodeJS.Timeout | undefined;
  const start = (): void => {
    listen();
    looking = setInterval(() => [rules(), mappings()], 2_000).unref();
    const { signal } = ended;
    for (const follower of followers) {
      // A projection waits for its database, and a fault is told until it is heard.
      const aside = ours.includes(follower) ? { setAside: createSetAside({ store, clock }, follower.name) } : {};
      running.push(runFollower({ store, follower, clock, signal, onTrouble: trouble(follower.name), ...aside }));
    }
    running.push(watch.run(signal));
    running.push(audit.run(signal));
    for (const work of [...due, watching]) running.push(runWhenDue(work, { store, clock, signal, onTrouble: trouble(work.name) }));
  };
  if (background) start();

  return {
    store,
    intake,
    broker,
    ...{ clinic: config.clinic, port: Number(new URL(heard).port), url },
    routes: api.routeNames(),
    received: () => counts,
    enrol: enrolPatient,
    answer: care.answer,
    keepPlan: (patient, plan) => store.transact((records) => keepPlan(records, patient, plan)),
    alertDesk,
    approvalDesk,
    adverse,
    readingDesk,
    report,
    issuer,
    reportDesk,
    replayQuarantined,
    look: watch.look,
    settle,
    nextDue: () => nextOf(due),
    start,
    async close() {
      clearInterval(looking);
      ended.abort(new Error('the house is closing'));
      await access.stop();
      await broker.close();
      await subscriber?.close();
      await api.close();
      await mapped.close();
      await Promise.allSettled(running);
      for (const channel of channels.values()) await channel.close?.();
      await audit.close();
      await store.close();
    },
  };
}
