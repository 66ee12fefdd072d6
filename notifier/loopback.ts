/** Whether a host name is this machine's own loopback: the only place where something may be sent in the clear. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
