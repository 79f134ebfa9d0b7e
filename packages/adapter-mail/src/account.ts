import { AdapterError, type AdapterCheck, type AdapterContext } from '@moothall/adapter-sdk';
import { askForToken, type GivenToken } from './ask-for-token.js';
import type { OAuth2, SignInSecrets } from './sign-in-settings.js';

/** What an account signs in with; undefined: nobody signs in. */
export type Credential = { readonly password: string } | { readonly token: string } | undefined;

export interface SignInSettings {
  readonly user?: string | undefined;
  readonly oauth2?: OAuth2 | undefined;
}

/** The account at a mail server. */
export interface Account {
  /** What secrets.yaml lacks, as a check says it. */
  missing(): Extract<AdapterCheck, { ok: false }> | undefined;
  /**
   * Does something with what the account signs in with. Where a token that was kept is refused, it does it once more with a
   * new one: nothing was asked of the mail server before.
   * @throws AdapterError
   */
  signedIn<T>(work: (credential: Credential) => Promise<T>): Promise<T>;
}

/** Before a token runs out it is not used any more. */
const marginMs = 60_000;

export function openAccount(context: AdapterContext<SignInSettings, SignInSecrets>): Account {
  const { settings, secrets, now } = context;
  let kept: GivenToken | undefined;
  let asked: Promise<GivenToken> | undefined;
  /** One request for all that wait for it. */
  const newToken = (oauth2: OAuth2, user: string): Promise<GivenToken> =>
    (asked ??= askForToken(context, oauth2, user).finally(() => (asked = undefined)));
  const missing = () => {
    const detail = whatIsMissing(settings, secrets);
    return detail === undefined ? undefined : ({ ok: false, code: 'sign_in_refused', detail } as const);
  };
  return {
    missing,
    signedIn: async (work) => {
      const lack = missing();
      if (lack) throw new AdapterError(lack.code, lack.detail);
      const { user, oauth2 } = settings;
      if (user === undefined) return await work(undefined);
      if (!oauth2) return await work({ password: secrets.password ?? '' });
      const before = kept && kept.endsAt - marginMs > now() ? kept : undefined;
      kept = before ?? (await newToken(oauth2, user));
      try {
        return await work(kept);
      } catch (error) {
        if (!before || !(error instanceof AdapterError) || error.code !== 'sign_in_refused') throw error;
        kept = await newToken(oauth2, user);
        return await work(kept);
      }
    },
  };
}

function whatIsMissing({ user, oauth2 }: SignInSettings, secrets: SignInSecrets): string | undefined {
  if (user === undefined) return undefined;
  const [name, owner] =
    oauth2 === undefined
      ? (['password', 'user'] as const)
      : ([oauth2.grant === 'service-account' ? 'privateKey' : 'clientSecret', 'oauth2'] as const);
  return secrets[name] === undefined ? `${owner} has no ${name}. Put it into secrets.yaml.` : undefined;
}

/** What a mail server's refusal of a token means. */
export function tokenRefused(): AdapterError {
  return new AdapterError(
    'sign_in_refused',
    'The mail server refuses the token. Check user and scope, and that the application may open this mailbox.',
  );
}
