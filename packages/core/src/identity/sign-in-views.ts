import type { FieldFault } from '../kernel/errors.js';
import { authenticatorAddress } from './time-codes.js';
import { drawQrCode, type QrCode } from './qr-code.js';

/** A fault as the summary and its field show it. */
export interface ShownFault {
  readonly text: string;
  readonly href: string;
}

export function shownFaults(faults: readonly FieldFault[]): ShownFault[] {
  return faults.map(({ field, message }) => ({ text: message, href: `#${field}` }));
}

export function faultOf(faults: readonly FieldFault[], field: string): { text: string } | undefined {
  const fault = faults.find((each) => each.field === field);
  return fault && { text: fault.message };
}

export interface SignInPage {
  readonly csrfToken: string;
  readonly next: string;
  readonly name: string;
  readonly faults: readonly ShownFault[];
  readonly nameFault?: { readonly text: string } | undefined;
  readonly passwordFault?: { readonly text: string } | undefined;
}

export function signInPage(about: {
  csrfToken: string;
  next: string;
  name?: string;
  faults?: readonly FieldFault[];
}): SignInPage {
  const faults = about.faults ?? [];
  return {
    csrfToken: about.csrfToken,
    next: about.next,
    name: about.name ?? '',
    faults: shownFaults(faults),
    nameFault: faultOf(faults, 'name'),
    passwordFault: faultOf(faults, 'password'),
  };
}

export interface CodePage {
  readonly csrfToken: string;
  readonly next: string;
  readonly faults: readonly ShownFault[];
  readonly codeFault?: { readonly text: string } | undefined;
}

export function codePage(about: { csrfToken: string; next: string; faults?: readonly FieldFault[] }): CodePage {
  const faults = about.faults ?? [];
  return { ...about, faults: shownFaults(faults), codeFault: faultOf(faults, 'code') };
}

/** Setting up the second factor: on the way in, or from one's own account. */
export interface SetUpPage extends CodePage {
  /** Where the form posts to. */
  readonly action: string;
  /** The secret, sealed: it comes back with the code that proves it. */
  readonly sealed: string;
  /** The secret in groups of four, to type. */
  readonly secretText: string;
  readonly signInName: string;
  readonly qrCode: QrCode;
  /** From one's own account the password is asked for again. */
  readonly stage: 'sign-in' | 'own-account';
  readonly passwordFault?: { readonly text: string } | undefined;
}

export function setUpPage(about: {
  csrfToken: string;
  next: string;
  action: string;
  sealed: string;
  secret: string;
  signInName: string;
  stage: 'sign-in' | 'own-account';
  faults?: readonly FieldFault[];
}): SetUpPage {
  const { secret, faults = [], ...shown } = about;
  return {
    ...shown,
    secretText: secret.match(/.{1,4}/g)?.join(' ') ?? secret,
    qrCode: drawQrCode(authenticatorAddress(secret, about.signInName)),
    faults: shownFaults(faults),
    codeFault: faultOf(faults, 'code'),
    passwordFault: faultOf(faults, 'password'),
  };
}

/** Recovery codes are shown on the page that answers their making, and never again. */
export interface RecoveryCodesPage {
  readonly codes: readonly string[];
  readonly continueHref: string;
  readonly continueText: string;
}

export interface NewPasswordPage {
  readonly csrfToken: string;
  readonly action: string;
  readonly signInName: string;
  readonly faults: readonly ShownFault[];
  readonly passwordFault?: { readonly text: string } | undefined;
}

export function newPasswordPage(about: {
  csrfToken: string;
  action: string;
  signInName: string;
  faults?: readonly FieldFault[];
}): NewPasswordPage {
  const faults = about.faults ?? [];
  return { ...about, faults: shownFaults(faults), passwordFault: faultOf(faults, 'password') };
}

export interface FaultSummary {
  readonly faults: readonly ShownFault[];
}
