import type { User } from '../domain/user.ts';

/** A role has one inbox, which its members share: who deals with a message takes it from all of them. */
export const inboxAddress = ({ role }: Pick<User, 'role'>): string => `team:${role === 'administrator' ? 'coordinator' : role}`;
