import { startFarEnd, type FarEnd } from '@moothall/adapter-testkit';

export const application = { clientId: 'moothall', clientSecret: 'swordfish-oauth-7719' };
export const scope = 'https://mail.westmoor.example/.default';

/** Gives tokens, and says whose they are. */
export interface TokenService extends FarEnd {
  readonly tokenUrl: string;
  readonly introspectionUrl: string;
  /** Every token so far is good no longer. */
  revoke(): void;
  /** The forms by which tokens were asked for. */
  asked(): URLSearchParams[];
  /** Refuses so from now on; nothing: it gives tokens again. */
  refuse(error?: string): void;
}

/** A token service on loopback (RFC 6749, RFC 7662) whose tokens are the account's, and good for an hour. */
export async function startTokenService(account: string): Promise<TokenService> {
  let given = 0;
  let revoked = 0;
  let error: string | undefined;
  const farEnd = await startFarEnd(({ path, body }) => {
    const form = new URLSearchParams(body);
    if (path === '/introspect') {
      const number = Number(/^token-(\d+)$/.exec(form.get('token') ?? '')?.[1] ?? 0);
      return { body: number > revoked ? { active: true, username: account } : { active: false } };
    }
    if (error !== undefined) return { status: 400, body: { error, error_description: `Not for ${account}` } };
    if (form.get('grant_type') === 'client_credentials' && form.get('client_secret') !== application.clientSecret)
      return { status: 401, body: { error: 'invalid_client' } };
    return { body: { access_token: `token-${(given += 1)}`, token_type: 'Bearer', expires_in: 3600 } };
  });
  return {
    ...farEnd,
    tokenUrl: `${farEnd.url}/token`,
    introspectionUrl: `${farEnd.url}/introspect`,
    revoke: () => void (revoked = given),
    asked: () => farEnd.requests.filter(({ path }) => path === '/token').map(({ body }) => new URLSearchParams(body)),
    refuse: (next) => void (error = next),
  };
}
