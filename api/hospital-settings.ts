import { z } from 'zod';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const isSafe = (issuer: string): boolean => {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' || LOOPBACK.includes(hostname);
};

/** The hospital's own sign-in, by OpenID Connect. */
export const HospitalSettings = z.strictObject({
  name: z.string().min(1).max(60).describe('What people call it: it stands on the button.'),
  issuer: z.url().refine(isSafe, 'https, or a server on this very computer').describe('Where its /.well-known/openid-configuration lies.'),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional().describe('Without one, PKCE alone proves that the answer is for us.'),
  scope: z.string().default('openid email profile'),
  claim: z
    .enum(['email', 'preferred_username', 'sub'])
    .default('email')
    .describe('What tells who it is: the e-mail of an account here, or its name to sign in with.'),
});
export type HospitalSettings = z.infer<typeof HospitalSettings>;
