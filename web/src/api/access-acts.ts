import type { ChangeUser, MadeToken, NewTotp, RecoveryCodes } from '../../../api/access-contract.ts';
import type { SessionView } from '../../../api/contract.ts';
import type { Scope } from '../../../domain/api-token.ts';
import type { User } from '../../../domain/user.ts';
import { del, post, put } from './client.ts';

/* What the console may do about people and how they sign in, one line each. */

const id = encodeURIComponent;
type Ceremony = Readonly<Record<string, unknown>>;

export const signIn = (user: string, password: string, code?: string) =>
  post<SessionView>('/session', { user, password, ...(code ? { code } : {}) });
export const enter = (token: string, code?: string) => post<SessionView>('/session', { token, ...(code ? { code } : {}) });
export const passkeyQuestion = () => post<Ceremony>('/session/passkey/options');
export const signInByPasskey = (response: unknown) => post<SessionView>('/session/passkey', { response });

export const passkeyOptions = () => post<Ceremony>('/session/passkeys/options');
export const addPasskey = (name: string, response: unknown) => post<RecoveryCodes>('/session/passkeys', { name, response });
export const removePasskey = (passkey: string) => del(`/session/passkeys/${id(passkey)}`);
export const beginTotp = () => post<NewTotp>('/session/totp');
export const confirmTotp = (code: string) => post<RecoveryCodes>('/session/totp/confirm', { code });
export const removeTotp = () => del('/session/totp');
export const newRecoveryCodes = () => post<RecoveryCodes>('/session/recovery-codes');
export const endSession = (session: string) => del(`/sessions/${id(session)}`);
export const endAllSessions = () => del('/sessions');

export const addUser = (user: User) => post<{ readonly path: string }>('/users', user);
export const changeUser = (user: string, change: ChangeUser) => put<User>(`/users/${id(user)}`, change);
export const linkFor = (user: string) => post<{ readonly path: string }>(`/users/${id(user)}/link`);
export const dropFactors = (user: string) => del(`/users/${id(user)}/factors`);
export const signOutUser = (user: string) => del(`/users/${id(user)}/sessions`);
export const assign = (patient: string, user: string, reason: string) => post(`/patients/${id(patient)}/team`, { user, reason });
export const endCare = (patient: string, user: string, reason: string) => post(`/patients/${id(patient)}/team/${id(user)}/end`, { reason });

export const makeToken = (name: string, scopes: readonly Scope[], days: number) => post<MadeToken>('/tokens', { name, scopes, days });
export const revokeToken = (token: string) => post(`/tokens/${id(token)}/revoke`);
