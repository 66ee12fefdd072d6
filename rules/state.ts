import type { Instant } from '../domain/clock.ts';
import type { GivenAnswer } from '../domain/follow-up.ts';
import type { Kind, ReadingId } from '../domain/reading.ts';
import type { RuleState } from '../domain/rule-state.ts';
import { escapeId, unescapeId } from './id-text.ts';
import type { StreamName } from './point.ts';
import { type KeptStream, type PointStream, Stream } from './stream.ts';

/** One episode of one rule, as the judge remembers it. Its alert is `alertId(patient, rule, by)`. */
export interface Episode {
  /** The reading that opened it, or for a silence the moment since when nothing was heard. */
  readonly by: ReadingId | Instant;
  /** The first and the latest reading that fulfilled the rule. */
  from: Instant;
  to: Instant;
  /** The ids of the readings behind it, as far as they were told, joined by commas: at most 50. One text is ten times quicker as JSON. */
  readings: string;
  /** The alert is resolved, as far as the judge knows. */
  over?: true;
  /** When a later reading (or a person) ended it. Without it, an episode that is over has faded: see `endsAfter`. */
  end?: Instant;
  /** A person resolved the alert: their word stands, whatever is learned later. */
  settled?: true;
  /** It is over because a graver rule covers all of it: should that be found not to be so, it goes on. */
  superseded?: true;
  /** When it was last told, by the server's clock; only of a rule that tells again. */
  told?: Instant;
  /** Nobody but the coordinator was told, because it was late: the next fresh reading of it must still be told. */
  late?: true;
}

/** What the judge remembers of one patient, as JSON. */
interface Written {
  /** When something of a kind was last received, by the server's clock. */
  readonly heard?: Partial<Record<Kind, Instant>>;
  /** When something was last received whose moment nobody knows, because it is dated in the future. */
  readonly ahead?: Partial<Record<Kind, Instant>>;
  /** The latest points of each stream. */
  readonly points?: Partial<Record<StreamName, string>>;
  /** What lies before them: the number of the first piece, how many there are, and how much of the first is forgotten. */
  readonly before?: Partial<Record<StreamName, readonly [first: number, count: number, start: number]>>;
  /** By stream and number: `sensor.12`. */
  readonly pieces?: Readonly<Record<string, string>>;
  /** By rule. */
  readonly episodes?: Readonly<Record<string, readonly Episode[]>>;
  /** Since when a silence is waited for anew, by rule, because a person resolved the last one. */
  readonly since?: Readonly<Record<string, Instant>>;
  /** What the patient answered, oldest first. */
  readonly answers?: readonly GivenAnswer[];
  /** The version of a rule whose fault was reported for this patient. */
  readonly faults?: Readonly<Record<string, number>>;
}

/** Episodes that are over stay as long as late readings may still join them; a rule keeps no more than this many (semantics 4.10). */
const MOST_EPISODES = 12;

/** Answers that rules ask about; the oldest make way (semantics 2.8). */
const MOST_ANSWERS = 50;

const keptAsText = (name: StreamName, kept: KeptStream): PointStream => new Stream(name, kept);

/** The state of one patient while readings are judged: opened from JSON, changed, and closed into new JSON. The old one stays as it was. */
export class Memory {
  readonly #was: Written;
  readonly heard: Partial<Record<Kind, Instant>>;
  readonly since: Record<string, Instant>;
  /** See `heardAhead`. */
  #ahead: Partial<Record<Kind, Instant>> | undefined;
  readonly #streams: Partial<Record<StreamName, PointStream>> = {};
  readonly #make: (name: StreamName, kept: KeptStream) => PointStream;
  readonly #episodes: Record<string, Episode[]> = {};
  #added = false;
  #faults: Record<string, number> | undefined;
  /** Oldest first. */
  answers: readonly GivenAnswer[];

  constructor(state: RuleState | undefined, make: (name: StreamName, kept: KeptStream) => PointStream = keptAsText) {
    this.#make = make;
    this.#was = (state ?? {}) as Written;
    this.heard = { ...this.#was.heard };
    this.since = { ...this.#was.since };
    this.#ahead = this.#was.ahead;
    this.answers = this.#was.answers ?? NO_ANSWERS;
  }

  /** When something of a kind was last received from a clock that runs ahead; with `received`, that it was now. */
  heardAhead(kind: Kind, received?: Instant): Instant | undefined {
    if (received !== undefined) this.#ahead = { ...this.#ahead, [kind]: Math.max(this.#ahead?.[kind] ?? 0, received) };
    return this.#ahead?.[kind];
  }

  stream(name: StreamName): PointStream {
    this.#streams[name] ??= this.#make(name, this.#keptOf(name));
    return this.#streams[name];
  }

  #keptOf(name: StreamName): KeptStream {
    const { points, before, pieces } = this.#was;
    const [first, count, start] = before?.[name] ?? [0, 0, 0];
    return {
      tail: points?.[name] ?? '',
      pieces: Array.from({ length: count }, (_, i) => pieces![pieceName(name, first + i)]!),
      first,
      start,
    };
  }

  /** Remembers an answer, and forgets those that are more than so long older than the latest. False: it was known already. */
  hearAnswer({ id, question, option, at }: GivenAnswer, keepMs: number): boolean {
    if (this.answers.some((one) => one.id === id)) return false;
    const all = [...this.answers, { id, question, option, at }].sort((a, b) => a.at - b.at);
    const since = all.at(-1)!.at - keepMs;
    this.answers = all.filter((one) => one.at >= since).slice(-MOST_ANSWERS);
    return true;
  }

  /** Undefined when nothing of it is remembered. */
  known(name: StreamName): PointStream | undefined {
    return this.#streams[name] ?? (this.#was.points?.[name] === undefined ? undefined : this.stream(name));
  }

  /** Oldest first; change them by what is given back, or by `add` and `drop`. */
  episodes(rule: string): readonly Episode[] {
    const open = this.#episodes[rule];
    if (open) return open;
    const was = this.#was.episodes?.[rule];
    if (!was) return NONE;
    this.#episodes[rule] = was.map((episode) => ({ ...episode }));
    return this.#episodes[rule];
  }

  add(rule: string, episode: Episode): void {
    this.episodes(rule);
    this.#added = true;
    const episodes = [...(this.#episodes[rule] ?? []), episode].sort((a, b) => a.from - b.from);
    if (episodes.length > MOST_EPISODES)
      episodes.splice(
        episodes.findIndex(({ over }) => over),
        1,
      );
    this.#episodes[rule] = episodes;
  }

  drop(rule: string, episode: Episode): void {
    this.#episodes[rule] = this.episodes(rule).filter((other) => other !== episode);
  }

  /** Whether a rule may have an episode: most readings belong to a patient without one, and need not ask for each rule. */
  get hasEpisodes(): boolean {
    return this.#was.episodes !== undefined || this.#added;
  }

  /** Lets go of what is over and so old that no late reading can join it. */
  forget(rule: string, before: Instant): void {
    if (this.episodes(rule).some(({ over, to }) => over && to < before)) {
      this.#episodes[rule] = this.episodes(rule).filter(({ over, to }) => !over || to >= before);
    }
  }

  /** True once for each version of a rule. */
  isNewFault(rule: string, version: number): boolean {
    this.#faults ??= { ...this.#was.faults };
    if (this.#faults[rule] === version) return false;
    this.#faults[rule] = version;
    return true;
  }

  state(): RuleState {
    const opened = Object.keys(this.#streams) as StreamName[];
    let { points, before, pieces } = this.#was;
    for (const name of opened) {
      const kept = this.#streams[name]!.kept();
      const [first, count, start] = before?.[name] ?? NO_PIECES;
      points = { ...points, [name]: kept.tail };
      if (first !== kept.first || count !== kept.pieces.length) pieces = otherPieces(pieces, name, kept);
      if (first !== kept.first || count !== kept.pieces.length || start !== kept.start) before = reachOf(before, name, kept);
    }
    const episodes: Record<string, readonly Episode[]> = { ...this.#was.episodes, ...this.#episodes };
    for (const rule of Object.keys(this.#episodes)) if (episodes[rule]?.length === 0) delete episodes[rule];
    const faults = this.#faults ?? this.#was.faults;
    const written: Written = {
      heard: this.heard,
      ...(this.#ahead ? { ahead: this.#ahead } : {}),
      ...(points ? { points } : {}),
      ...(before ? { before } : {}),
      ...(pieces ? { pieces } : {}),
      ...(Object.keys(episodes).length > 0 ? { episodes } : {}),
      ...(Object.keys(this.since).length > 0 ? { since: this.since } : {}),
      ...(this.answers.length > 0 ? { answers: this.answers } : {}),
      ...(faults ? { faults } : {}),
    };
    return written as RuleState;
  }
}

const NONE: readonly Episode[] = [];
const NO_ANSWERS: readonly GivenAnswer[] = [];

const NO_PIECES = [0, 0, 0] as const;

/** A piece never changes under its number, so those of a stream are others only when there are more, fewer, or later ones. */
function otherPieces(pieces: Written['pieces'], name: StreamName, kept: KeptStream): Written['pieces'] {
  const others = Object.entries(pieces ?? {}).filter(([piece]) => !piece.startsWith(`${name}.`));
  const mine = kept.pieces.map((text, i) => [pieceName(name, kept.first + i), text] as const);
  return others.length + mine.length > 0 ? Object.fromEntries([...others, ...mine]) : undefined;
}

function reachOf(before: Written['before'], name: StreamName, { first, pieces, start }: KeptStream): Written['before'] {
  const { [name]: _, ...others } = before ?? {};
  if (pieces.length > 0) return { ...others, [name]: [first, pieces.length, start] };
  return Object.keys(others).length > 0 ? others : undefined;
}

const pieceName = (name: StreamName, number: number): string => `${name}.${number}`;

/** Whether the reading is among its evidence. */
export const standsOn = (episode: Pick<Episode, 'readings'>, id: ReadingId): boolean =>
  episode.readings.includes(escapeId(id)) && evidenceOf(episode).includes(id);

/** As an episode keeps it. */
export const evidenceText = (readings: readonly ReadingId[]): string => readings.map(escapeId).join(',');

export const evidenceOf = ({ readings }: Pick<Episode, 'readings'>): readonly ReadingId[] =>
  readings === '' ? [] : readings.split(',').map(unescapeId);
