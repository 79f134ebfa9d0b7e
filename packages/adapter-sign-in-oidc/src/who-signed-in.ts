import { rolesOf, type SignedIn } from '@moothall/adapter-sdk';
import type { Settings } from './settings.js';

export type Claims = Readonly<Record<string, unknown>>;

const longestHint = 6000;

/** Who somebody is, by the claims of a verified ID token and what else was asked for. Undefined: they don’t say. */
export function whoSignedIn(
  { claims: names, roles, secondFactor }: Settings,
  idToken: { readonly text: string; readonly claims: Claims },
  claims: Claims,
): SignedIn | undefined {
  const { iss: issuer, sub: subject, sid } = idToken.claims;
  const email = textOf(claims[names.email]);
  const signInName = textOf(claims[names.signInName]) ?? email;
  const displayName = textOf(claims[names.displayName]) ?? signInName;
  if (typeof issuer !== 'string' || typeof subject !== 'string' || !signInName || !displayName) return undefined;
  return {
    outcome: 'signed-in',
    ...{ issuer, subject, signInName, displayName, email: email ?? null },
    roles: roles ? rolesOf(textsOf(claims[names.groups]), roles) : null,
    secondFactor: isSecondFactor(secondFactor, idToken.claims) ? 'passed' : 'not-said',
    session: textOf(sid)?.slice(0, 300) ?? null,
    signOutHint: idToken.text.length <= longestHint ? idToken.text : null,
  };
}

function isSecondFactor(wanted: Settings['secondFactor'], { acr, amr }: Claims): boolean {
  return textsOf(amr).some((one) => wanted.amr.includes(one)) || wanted.acr.includes(textOf(acr) ?? '');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A list of texts; providers send one alone as a text. */
function textsOf(value: unknown): string[] {
  return [value].flat().flatMap((one) => textOf(one) ?? []);
}
