import { z } from 'zod';
import { isLoopback } from './loopback.ts';

/** Where a provider or a receiver listens: https, without user and password in it; http only to this machine. */
export const SafeUrl = z.url({ protocol: /^https?$/ }).refine((url) => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username } = new URL(url);
  return username === '' && (protocol === 'https:' || isLoopback(hostname));
}, 'https, without user and password in it; http only to this machine');
