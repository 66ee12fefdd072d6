import { type Clock, type Instant, MINUTE, SECOND } from '../domain/clock.ts';
import type { Follower } from '../domain/follower.ts';
import { messageKey } from '../domain/identity.ts';
import { CLINIC, turnedOff } from '../domain/limit.ts';
import { type Message, NOBODY } from '../domain/message.ts';
import type { Localized } from '../domain/source.ts';
import type { Store } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import type { WatchSettings } from './watch-settings.ts';

export interface WatchParts {
  readonly store: Pick<Store, 'transact' | 'timers' | 'outbox' | 'streams' | 'readings' | 'pulses' | 'thresholds'>;
  readonly rules: () => RuleSet;
  readonly clock: Clock;
  readonly settings: WatchSettings;
  /** Those without which nobody is looked after. A projection that waits for its database is none of them. */
  readonly followers: readonly Pick<Follower, 'name' | 'hears'>[];
  readonly channels: readonly string[];
  readonly onTrouble: (what: string, why: string) => void;
}

export interface WatchState {
  /** When a probe was last committed, and when the world outside was last told. */
  readonly committed?: Instant;
  readonly beat?: Instant;
  /** What is dead: `timers`, `messages`, `rules`, `all rules off`, `follower:care`, `channel:smtp`. */
  readonly dead: readonly string[];
}

/**
 * "We are not watching": looks whether readings are still stored and judged, timers kept, followers followed, messages sent. Who is on duty is
 * told of each failure once; the heartbeat goes out only behind a probe that was just committed, and only while all of that lives, so
 * that it stops with the commits, with the process, or with the work.
 */
export function createWatch({ store, rules, clock, settings, followers, channels, onTrouble }: WatchParts) {
  const lateMs = settings.lateMinutes * MINUTE;
  /** Where each follower stood when it was last seen to move, or to have nothing to do. */
  const moved = new Map<string, { readonly position: number; readonly at: Instant }>();
  let state: WatchState = { dead: [] };

  async function look(signal?: AbortSignal): Promise<WatchState> {
    const now = clock.now();
    try {
      await store.transact((records) => records.pulses.save({ name: 'probe', at: now, about: {} }));
    } catch (error) {
      state = { ...state, dead: ['store'] };
      onTrouble('store', error instanceof Error ? error.message : String(error));
      return state;
    }
    const core = await deadParts(now);
    const mute = await deadChannels(now);
    for (const [what, since] of [...core, ...mute]) await tellOnce(what, since, now);
    await forgetWhatLives([...core.keys(), ...mute.keys()]);
    const beat = core.size === 0 && (await sendBeat(signal)) ? now : state.beat;
    state = { committed: now, dead: [...core.keys(), ...mute.keys()], ...(beat === undefined ? {} : { beat }) };
    return state;
  }

  /** What does not do its work any more, and since when. */
  async function deadParts(now: Instant): Promise<Map<string, Instant>> {
    const dead = new Map<string, Instant>();
    const late = (what: string, due: Instant | undefined) => {
      if (due !== undefined && due < now - lateMs) dead.set(what, due);
    };
    late('timers', await store.timers.next());
    late('messages', await store.outbox.next());
    late('rules', (await store.readings.unjudged(1))[0]?.received);
    const off = turnedOff(await store.thresholds.history(CLINIC), now);
    if (rules().rules.every(({ id }) => off.has(id))) dead.set('all rules off', Math.max(0, ...off.values()));
    for (const { name, hears } of followers) {
      const position = await store.streams.cursor(name);
      const known = moved.get(name);
      const waits = (await store.streams.next(hears, position, 1)).entries.length > 0;
      if (!waits || known === undefined || known.position !== position) moved.set(name, { position, at: now });
      else late(`follower:${name}`, known.at);
    }
    return dead;
  }

  async function deadChannels(now: Instant): Promise<Map<string, Instant>> {
    const dead = new Map<string, Instant>();
    for (const name of channels) {
      const pulse = await store.pulses.get(`channel:${name}`);
      if (pulse && pulse.at > 0 && now - pulse.at >= settings.channelMinutes * MINUTE) dead.set(`channel:${name}`, pulse.at);
    }
    return dead;
  }

  async function tellOnce(what: string, since: Instant, now: Instant): Promise<void> {
    const told = await store.pulses.get(`dead:${what}`);
    if (told && told.at > 0) return;
    onTrouble(what, `dead since ${since}`);
    const text = wordsFor(what);
    const message: Message = {
      key: messageKey(`${what} ${since}`, NOT_WATCHING, 'coordinator', 'team'),
      to: { person: 'team', role: 'coordinator' },
      about: NOBODY,
      template: NOT_WATCHING,
      values: { 'text.en': text.en, 'text.zh-CN': text['zh-CN'], since },
      urgent: true,
      due: now,
    };
    await store.transact(async (records) => {
      await records.pulses.save({ name: `dead:${what}`, at: now, about: { since } });
      await records.decisions.apply([{ do: 'send', message }], now);
      await records.audit.note([{ at: now, by: 'hearth', did: 'watch.dead', about: { what, since } }]);
    });
  }

  /** What lives again may die again, and is then told again. */
  async function forgetWhatLives(dead: readonly string[]): Promise<void> {
    const all = [
      'timers',
      'messages',
      'rules',
      'all rules off',
      ...followers.map(({ name }) => `follower:${name}`),
      ...channels.map((name) => `channel:${name}`),
    ];
    for (const what of all) {
      if (dead.includes(what)) continue;
      const told = await store.pulses.get(`dead:${what}`);
      if (told && told.at > 0) await store.transact((records) => records.pulses.save({ ...told, at: 0 }));
    }
  }

  async function sendBeat(signal?: AbortSignal): Promise<boolean> {
    if (!settings.heartbeat) return false;
    const { url, timeoutMs } = settings.heartbeat;
    try {
      const within = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { redirect: 'manual', signal: signal ? AbortSignal.any([signal, within]) : within });
      await response.body?.cancel();
      if (!response.ok) onTrouble('heartbeat', `the address answered with ${response.status}`);
      return response.ok;
    } catch {
      // The address may hold a secret, and what fetch throws may quote it.
      if (!signal?.aborted) onTrouble('heartbeat', 'the address did not answer');
      return false;
    }
  }

  return {
    look,
    state: () => state,
    /** Looks now and then until the signal aborts. */
    async run(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        await look(signal).catch((error) => onTrouble('watch', error instanceof Error ? error.message : String(error)));
        await clock.until(clock.now() + settings.everySeconds * SECOND, signal).catch(() => {});
      }
    },
  };
}

export const NOT_WATCHING = 'house.not-watching';

function wordsFor(what: string): Localized {
  const [kind, name = ''] = what.split(':');
  if (kind === 'channel')
    return {
      en: `Nothing goes out by "${name}": the channel fails. Who is reached by it alone hears of no alert. Look at the page "System".`,
      'zh-CN': `渠道“${name}”发送失败，消息无法送出。仅靠该渠道联系的人收不到任何提醒。请查看“系统”页面。`,
    };
  if (kind === 'all rules off')
    return {
      en: 'Every rule is turned off for the whole clinic: readings are stored, and nobody is warned of any. Look at the page “Limits”.',
      'zh-CN': '全部规则都已对整个机构关闭：读数仍在保存，但不会发出任何提醒。请查看“阈值”页面。',
    };
  if (kind === 'rules')
    return {
      en: 'Readings are stored, but no rule looks at them. Nobody is warned.',
      'zh-CN': '读数仍在保存，但规则没有判读，无法发出提醒。',
    };
  if (name === 'questions')
    return {
      en: 'What patients ask is not read: nobody is answered. Words of danger still raise an alarm at once. Look at “Questions” by yourself.',
      'zh-CN': '患者提问没有处理，无人得到回答（危险用语仍会立即报警）。请人工查看“患者提问”。',
    };
  if (name === 'advice') return { en: 'No advice is written. Alerts and messages go on.', 'zh-CN': '建议没有生成；提醒和消息照常。' };
  if (kind === 'messages') return { en: 'Messages wait and are not sent.', 'zh-CN': '消息积压，没有发出。' };
  return {
    en: `Timers and pathways stand still (${what}): reminders, questions and "no readings" are late.`,
    'zh-CN': `定时任务和流程停滞（${what}）：催测、询问和“无读数”提醒都会延迟。`,
  };
}
