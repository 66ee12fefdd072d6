import { readFileSync } from 'node:fs';

/** The certificate and key of the broker, as text; undefined where it speaks without. */
export const tlsOf = ({ tls }: { readonly tls?: { readonly certFile: string; readonly keyFile: string } | undefined }) =>
  tls ? { tls: { cert: readFileSync(tls.certFile, 'utf8'), key: readFileSync(tls.keyFile, 'utf8') } } : {};

/** Whom we trust when we connect to somebody else's broker; empty: whom Node trusts. */
export const caOf = ({ caFile }: { readonly caFile?: string | undefined }): { ca?: string } =>
  caFile === undefined ? {} : { ca: readFileSync(caFile, 'utf8') };
