import { errorFromStatus, type AdapterContext } from '@moothall/adapter-sdk';
import * as oidc from 'openid-client';
import { asAdapterError } from './provider-errors.js';
import type { Secrets, Settings } from './settings.js';

/** The provider by its own description, read again each hour. */
export interface Provider {
  /** @throws AdapterError */
  configuration(): Promise<oidc.Configuration>;
  /** Fetches for the libraries: what is no answer of the protocol is an error of the contract. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

const rereadAfterMs = 3_600_000;
/** How far two clocks may be apart. */
const toleranceS = 30;

export function providerOf({ settings, secrets, fetch, now }: AdapterContext<Settings, Secrets>): Provider {
  const call: Provider['fetch'] = async (url, init = {}) => {
    const response = await fetch(new URL(url), init);
    if (response.ok || isProtocolError(init, response)) return response;
    throw errorFromStatus(response, now());
  };
  const issuer = new URL(settings.issuer);
  const { clientSecret } = secrets;
  const authentication = clientSecret === undefined ? oidc.None() : oidc.ClientSecretPost(clientSecret);
  let described: { readonly metadata: oidc.ServerMetadata; readonly at: number } | undefined;
  const describe = async (): Promise<oidc.ServerMetadata> => {
    if (described && now() - described.at < rereadAfterMs && now() >= described.at) return described.metadata;
    const found = await oidc
      .discovery(issuer, settings.clientId, undefined, authentication, {
        [oidc.customFetch]: call,
        execute: withoutTls(issuer),
      })
      .catch((error: unknown) => {
        throw asAdapterError(error);
      });
    described = { metadata: found.serverMetadata(), at: now() };
    return described.metadata;
  };
  return {
    fetch: call,
    configuration: async () => {
      const metadata = await describe();
      // Made anew each time: the library takes the difference of the clocks once, and keeps keys that may be changed since.
      const configuration = new oidc.Configuration(
        metadata,
        settings.clientId,
        {
          [oidc.clockSkew]: Math.round((now() - Date.now()) / 1000),
          [oidc.clockTolerance]: toleranceS,
        },
        authentication,
      );
      configuration[oidc.customFetch] = call;
      for (const change of withoutTls(issuer)) change(configuration);
      oidc.enableNonRepudiationChecks(configuration);
      return configuration;
    },
  };
}

/** Of the token endpoint (RFC 6749, section 5.2): the library reads it, and its words stay there. */
function isProtocolError({ method }: RequestInit, { status }: Response): boolean {
  return method === 'POST' && (status === 400 || status === 401);
}

/** Moothall’s own guard decides which hosts may be spoken to without TLS; here the library is told to leave it to that. */
function withoutTls({ protocol }: URL): ((configuration: oidc.Configuration) => void)[] {
  return protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
}
