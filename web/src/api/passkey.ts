import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';

/** Only where the page came by HTTPS or from this very computer. */
export const knowsPasskeys = (): boolean => 'PublicKeyCredential' in globalThis;

/** A key that the browser has made; undefined when the person or the device would not. */
export async function makePasskey(options: unknown): Promise<unknown> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }).catch(notMade);
}

/** What a key has signed; undefined when the person or the device would not. */
export async function signByPasskey(options: unknown): Promise<unknown> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON }).catch(notMade);
}

/** The browser says the same of "no", "too late" and "there is none": so that no page learns which. */
function notMade(error: unknown): undefined {
  if (error instanceof Error) return undefined;
  throw error;
}
