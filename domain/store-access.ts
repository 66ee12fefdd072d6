import type { ApiToken } from './api-token.ts';
import type { Membership as CareMembership } from './care-team.ts';
import type { Instant } from './clock.ts';
import type { Challenge, Factor } from './factor.ts';
import type { PatientId } from './reading.ts';
import type { Tries } from './sign-in-tries.ts';
import type { Session, User } from './user.ts';

/** Who signs in, how, and whom they care for. */
export interface AccessRecords {
  readonly users: {
    get(id: string): Promise<(User & { readonly passwordHash?: string }) | undefined>;
    list(): Promise<readonly User[]>;
    save(user: User & { readonly passwordHash?: string }): Promise<void>;
  };
  readonly sessions: {
    get(keyHash: string): Promise<Session | undefined>;
    open(session: Session): Promise<void>;
    close(keyHash: string): Promise<void>;
    closeAllOf(user: string): Promise<void>;
    /** Those of a person that have not ended, the newest first; no one-time links. */
    of(user: string, now: Instant): Promise<readonly Session[]>;
    /** Its owner did something. */
    touch(keyHash: string, at: Instant): Promise<void>;
  };
  readonly careTeams: {
    /** Who cares for a patient now. */
    of(patient: PatientId): Promise<readonly CareMembership[]>;
    /** Every membership that has not ended. */
    list(): Promise<readonly CareMembership[]>;
    /** Who ever did, oldest first. */
    history(patient: PatientId): Promise<readonly CareMembership[]>;
    /** Whether it was not so before. */
    assign(membership: CareMembership): Promise<boolean>;
    /** Whether it was so before. */
    end(patient: PatientId, user: string, ended: NonNullable<CareMembership['ended']>): Promise<boolean>;
  };
  /** Encrypted at rest. */
  readonly factors: {
    get(id: string): Promise<Factor | undefined>;
    of(user: string): Promise<readonly Factor[]>;
    save(factor: Factor): Promise<void>;
    /** Whether it was there. */
    remove(id: string): Promise<boolean>;
  };
  readonly challenges: {
    make(challenge: Challenge, now: Instant): Promise<void>;
    /** Takes it away: undefined when it is not there any more, or has ended. */
    use(id: string, now: Instant): Promise<Challenge | undefined>;
  };
  readonly apiTokens: {
    get(id: string): Promise<ApiToken | undefined>;
    byKey(keyHash: string): Promise<ApiToken | undefined>;
    list(): Promise<readonly ApiToken[]>;
    save(token: ApiToken): Promise<void>;
  };
  readonly signInTries: {
    of(keys: readonly string[]): Promise<readonly Tries[]>;
    /** One more that failed, under each key; the count begins anew where it began before `from`. */
    failed(keys: readonly string[], at: Instant, from: Instant): Promise<void>;
    forget(keys: readonly string[]): Promise<void>;
  };
}
