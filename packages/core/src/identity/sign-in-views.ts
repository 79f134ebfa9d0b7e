import type { FieldFault } from '../kernel/errors.js';
import { authenticatorAddress } from './time-codes.js';
import type { SignInButton } from './elsewhere/connections.js';
import { drawQrCode, type QrCode } from './qr-code.js';
import { errorAt, faultLinks, type FaultLink } from '../web/form-faults.js';

export interface SignInPage {
  /** Why somebody who came another way is not signed in. */
  readonly refusal?: string | undefined;
  /** Ways in by other systems, by council. */
  readonly buttons: readonly { readonly href: string; readonly label: string; readonly council: string }[];
  readonly csrfToken: string;
  readonly next: string;
  readonly name: string;
  readonly faults: readonly FaultLink[];
  readonly nameFault?: { readonly text: string } | undefined;
  readonly passwordFault?: { readonly text: string } | undefined;
}

export function signInPage(about: {
  csrfToken: string;
  next: string;
  name?: string;
  faults?: readonly FieldFault[];
  refusal?: string | undefined;
  buttons?: readonly SignInButton[];
}): SignInPage {
  const faults = about.faults ?? [];
  return {
    csrfToken: about.csrfToken,
    next: about.next,
    name: about.name ?? '',
    faults: faultLinks(faults),
    nameFault: errorAt(faults, 'name'),
    passwordFault: errorAt(faults, 'password'),
    refusal: about.refusal,
    buttons: (about.buttons ?? []).map(({ name, label, council }) => ({
      href: `/sign-in/with/${name}?next=${encodeURIComponent(about.next)}`,
      ...{ label, council },
    })),
  };
}

/** After signing out here, on the way to signing out of the other system. */
export interface SignOutTherePage {
  readonly href: string;
  readonly label: string;
}

export interface CodePage {
  readonly csrfToken: string;
  readonly next: string;
  readonly faults: readonly FaultLink[];
  readonly codeFault?: { readonly text: string } | undefined;
}

export function codePage(about: { csrfToken: string; next: string; faults?: readonly FieldFault[] }): CodePage {
  const faults = about.faults ?? [];
  return { ...about, faults: faultLinks(faults), codeFault: errorAt(faults, 'code') };
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
    faults: faultLinks(faults),
    codeFault: errorAt(faults, 'code'),
    passwordFault: errorAt(faults, 'password'),
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
  readonly faults: readonly FaultLink[];
  readonly passwordFault?: { readonly text: string } | undefined;
}

export function newPasswordPage(about: {
  csrfToken: string;
  action: string;
  signInName: string;
  faults?: readonly FieldFault[];
}): NewPasswordPage {
  const faults = about.faults ?? [];
  return { ...about, faults: faultLinks(faults), passwordFault: errorAt(faults, 'password') };
}

export interface FaultSummary {
  readonly faults: readonly FaultLink[];
}
