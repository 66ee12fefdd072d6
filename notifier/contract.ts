import { afterEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../domain/message.ts';
import type { Channel, ChannelKind, ChannelParts, Letter } from './channel.ts';

/** What the other side of a channel may do. */
export const SITUATIONS = ['accepts', 'refuses', 'asks-to-wait', 'fails', 'hangs', 'garbage', 'is-gone'] as const;
export type Situation = (typeof SITUATIONS)[number];

/** The other side, played on this machine by a real server. */
export interface Scripted {
  /** As they would stand in hearth.yaml. */
  readonly settings: unknown;
  /** Where the other side listens is part of the address. */
  readonly address?: string;
  /** What the other side saw of each message: everything in which the key may stand. */
  seen(): readonly string[];
  close(): Promise<void>;
}

const usual: Letter = {
  key: 'k3y_of-22-characters__',
  address: 'somebody.private@example.org',
  subject: '低血糖 · Low glucose',
  text: '请现在测一次血糖。\nPlease measure now.',
  about: 'p1',
  urgent: true,
};

/**
 * What every channel must do; a channel's test is this and whatever is its own.
 * @param situations plays each; `cannot` says why a protocol has no such situation
 * @param secrets must stand in no outcome
 */
export function channelContract(
  kind: ChannelKind,
  {
    parts,
    situations,
    secrets,
    address = usual.address,
    keyless = false,
  }: {
    readonly parts: ChannelParts;
    readonly situations: Readonly<Record<Situation, (() => Promise<Scripted>) | { readonly cannot: string }>>;
    readonly secrets: readonly string[];
    /** As this channel wants it. */
    readonly address?: string;
    /** The protocol has no room for a key; the channel's file says what it does instead. */
    readonly keyless?: boolean;
  },
): void {
  const letter: Letter = { ...usual, address };
  const withKey = keyless ? expect.any(String) : expect.stringContaining(letter.key);
  let open: { channel: Channel; other: Scripted } | undefined;
  afterEach(async () => {
    await open?.channel.close?.();
    await open?.other.close();
    open = undefined;
  });

  async function send(situation: Situation, signal = new AbortController().signal): Promise<{ outcome: Outcome; seen: readonly string[] }> {
    const script = situations[situation];
    if (typeof script !== 'function') throw new Error(`${kind.name} cannot: ${script.cannot}`);
    const other = await script();
    const channel = kind.open(kind.settings.parse(other.settings), parts);
    open = { channel, other };
    const outcome = await channel.send({ ...letter, address: other.address ?? letter.address }, signal);
    const told = JSON.stringify(outcome);
    for (const secret of [...secrets, letter.address, letter.subject]) expect(told).not.toContain(secret);
    if (outcome.is !== 'accepted') expect(outcome.why).toMatch(/^[a-z].{10,140}[^.]$/);
    return { outcome, seen: other.seen() };
  }

  const possible = (situation: Situation) => test.runIf(typeof situations[situation] === 'function');

  describe(`${kind.name} keeps the contract of channels`, () => {
    possible('accepts')('accepted is accepted, and the key went along', async () => {
      const { outcome, seen } = await send('accepts');
      expect(outcome).toMatchObject({ is: 'accepted' });
      expect(seen).toEqual([withKey]);
    });

    possible('accepts')('the same letter twice carries the same key twice', async () => {
      await send('accepts');
      await open!.channel.send({ ...letter, address: open!.other.address ?? letter.address }, new AbortController().signal);
      const seen = open!.other.seen();
      expect(seen).toHaveLength(kind.repeats === 'never' ? 1 : 2);
      for (const one of seen) expect(one).toEqual(withKey);
    });

    possible('refuses')('a final no is `refused`', async () => {
      expect((await send('refuses')).outcome.is).toBe('refused');
    });

    possible('asks-to-wait')('"later" is `failed`, with how long to wait', async () => {
      expect((await send('asks-to-wait')).outcome).toMatchObject({ is: 'failed', retryAfterMs: 120_000 });
    });

    for (const situation of ['fails', 'garbage', 'is-gone'] as const) {
      possible(situation)(`a provider that ${situation} is \`failed\`: it may be better later`, async () => {
        expect((await send(situation)).outcome.is).toBe('failed');
      });
    }

    possible('hangs')('a provider that never answers is `failed`, in the time of the settings', async () => {
      const started = performance.now();
      expect((await send('hangs')).outcome.is).toBe('failed');
      expect(performance.now() - started).toBeLessThan(5_000);
    });

    possible('hangs')('gives up soon after it is asked to', async () => {
      const started = performance.now();
      expect((await send('hangs', AbortSignal.timeout(50))).outcome.is).toBe('failed');
      expect(performance.now() - started).toBeLessThan(1_000);
    });

    test('sends nothing once it was asked to stop', async () => {
      const { outcome, seen } = await send('accepts', AbortSignal.abort());
      expect(outcome.is).toBe('failed');
      expect(seen).toEqual([]);
    });
  });
}
