import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** Somebody whom the provider knows. */
export interface Known {
  readonly name: string;
  readonly preferred_username: string;
  readonly email: string;
  groups: string[];
}

/** `oidc-provider` on loopback: a provider that passes OpenID’s own certification, with one client. */
export interface RealProvider {
  readonly issuer: string;
  readonly client: { readonly id: string; readonly secret: string };
  /** By subject; tests change them. */
  readonly people: Map<string, Known>;
  /** Makes the provider, for a client at that address which is told of sign-outs there. */
  open(about: { readonly returnTo: string; readonly signedOutTo: string; readonly toldAt: string }): void;
  /** A browser of its own: goes there, signs in as somebody or turns back, and answers where it is sent back to. */
  visitor(): Visitor;
  close(): Promise<void>;
}

export interface Visitor {
  /** As `cancel` somebody turns back. */
  signIn(goTo: string, subject: string): Promise<URL>;
  /** Goes to the page for signing out, and says yes. Answers where it is sent back to. */
  signOut(goTo: string): Promise<URL>;
}

export async function aRealProvider(): Promise<RealProvider> {
  const people = new Map<string, Known>();
  const client = { id: 'moothall', secret: 'a-client-secret-that-stands-nowhere-else' };
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
    response.writeHead(503).end();
  };
  /** Who signs in at the next page that asks. */
  let next = '';
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ issuer, client, people },
    open: (about) => {
      const provider = new Provider(issuer, configurationOf(people, client, about));
      provider.on('server_error', (_context, error) => console.error(error));
      const usual = provider.callback();
      answer = (request, response) => {
        if (request.url?.startsWith('/interaction/') === true) void interact(provider, next, request, response);
        else void usual(request, response);
      };
    },
    visitor: () => aVisitor(issuer, (who) => void (next = who)),
    close: () => closeServer(server),
  };
}

function configurationOf(
  people: ReadonlyMap<string, Known>,
  { id, secret }: RealProvider['client'],
  { returnTo, signedOutTo, toldAt }: Parameters<RealProvider['open']>[0],
): ConstructorParameters<typeof Provider>[1] {
  return {
    clients: [
      {
        ...{ client_id: id, client_secret: secret, token_endpoint_auth_method: 'client_secret_post' },
        ...{ redirect_uris: [returnTo], post_logout_redirect_uris: [signedOutTo] },
        ...{ backchannel_logout_uri: toldAt, backchannel_logout_session_required: true },
      },
    ],
    claims: { openid: ['sub', 'amr'], profile: ['name', 'preferred_username'], email: ['email'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'email', 'groups'],
    cookies: { keys: ['a key of the tests'] },
    ttl: { IdToken: 60, Interaction: 600, Grant: 600, Session: 600, AccessToken: 600 },
    // Its own refuses to call addresses of this machine.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined } as RequestInit),
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    findAccount: (_context, subject) => {
      const known = people.get(subject);
      return known && { accountId: subject, claims: async () => ({ sub: subject, ...known }) };
    },
  };
}

/** The provider’s own page, at which somebody signs in with a second factor and agrees, or turns back. */
async function interact(
  provider: Provider,
  who: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const fresh = { mergeWithLastSubmission: false };
  if (who === 'cancel') return provider.interactionFinished(request, response, { error: 'access_denied' }, fresh);
  const grant = new provider.Grant({ accountId: who, clientId: String(params['client_id']) });
  grant.addOIDCScope('openid profile email groups');
  const result = { login: { accountId: who, amr: ['pwd', 'mfa'] }, consent: { grantId: await grant.save() } };
  return provider.interactionFinished(request, response, result, fresh);
}

function aVisitor(issuer: string, asks: (who: string) => void): Visitor {
  const cookies = new Map<string, string>();
  const send = async (url: URL, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    headers.set('cookie', cookie);
    const response = await fetch(url, { ...init, redirect: 'manual', headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  /** Until it is sent to another site. */
  const follow = async (from: URL, init?: RequestInit): Promise<URL | Response> => {
    let answer = await send(from, init);
    for (let steps = 0; steps < 10; steps += 1) {
      const location = answer.headers.get('location');
      if (location === null) return answer;
      const to = new URL(location, issuer);
      if (to.origin !== issuer) return to;
      answer = await send(to);
    }
    throw new Error('it is sent round in circles');
  };
  const sentBack = async (found: URL | Response): Promise<URL> => {
    if (found instanceof URL) return found;
    throw new Error(`it is not sent back: ${found.status} ${(await found.text()).slice(0, 500)}`);
  };
  return {
    signIn: async (goTo, subject) => {
      asks(subject);
      return sentBack(await follow(new URL(goTo)));
    },
    signOut: async (goTo) => {
      const page = await follow(new URL(goTo));
      if (page instanceof URL) return page;
      const html = await page.text();
      const [, action = ''] = /action="([^"]+)"/.exec(html) ?? [];
      const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(html) ?? [];
      const body = new URLSearchParams({ xsrf, logout: 'yes' });
      return sentBack(await follow(new URL(action, issuer), { method: 'POST', body }));
    },
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
