import type { RefusedElsewhere } from './let-in.js';

/** What the sign-in page says to somebody who was not let in, and what they can do. `label` is the button’s. */
export function refusalWords(reason: RefusedElsewhere, label: string): string {
  switch (reason) {
    case 'cancelled':
      return `You turned back at ${label}, so you are not signed in. Try again when you like.`;
    case 'out-of-date':
      return `The way back from ${label} took too long or was used already. Sign in again.`;
    case 'not-proved':
      return `What ${label} answered could not be verified, so you are not signed in. Try again; if it happens again, tell your ICT service desk.`;
    case 'unnamed':
      return `${capital(label)} did not say who you are. Tell your ICT service desk: the connection needs your name and sign-in name.`;
    case 'disabled':
      return 'Your account in Moothall is disabled. Ask an administrator of your council.';
    case 'name-taken':
      return 'An account with your sign-in name is here already, and does not belong to this council alone. Sign in with its password, or ask an administrator.';
    case 'unusable-name':
      return 'Your sign-in name has signs that Moothall does not take. Ask an administrator to make an account for you.';
    case 'no-role':
      return 'You have no role in Moothall at this council. Ask your team leader or an administrator for access.';
  }
}

/** The other system doesn’t answer, or rests after it didn’t. */
export function unavailableWords(label: string): string {
  return `${capital(label)} can’t be reached now. Try again in a minute. An account that may use its password can still do so.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
