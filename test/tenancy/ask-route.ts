import { randomBytes } from 'node:crypto';
import { insertToken } from '#core/identity/tokens-repository.js';
import { hashSecret } from '#core/kernel/http/tokens.js';
import type { Route } from '#core/kernel/route.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Answer, Browser, TestHttp } from '#core/testing/http.js';
import { addressOf, routeName, routeSamples } from './route-samples.js';
import type { RouteSample } from './routes/route-sample.js';
import type { Seeded } from './seed.js';
import type { Target } from './target.js';

/** Somebody at a browser, and the same person's API client. */
export interface Client {
  /** A session of its own for every request, because some of them end sessions. */
  readonly signIn: () => Promise<Browser>;
  readonly token: string;
}

/** Gives a council's person a token for the API. */
export async function openClient(
  world: TestWorld,
  http: TestHttp,
  { personId }: Pick<Seeded, 'personId'>,
): Promise<Client> {
  const token = randomBytes(24).toString('base64url');
  const createdAt = world.clock.now();
  const about = { id: world.newId(), personId, name: 'Test', createdAt, expiresAt: createdAt + 86_400_000 };
  await world.kernel.db.write(everyAuthority, (db) => insertToken(db, { ...about, tokenHash: hashSecret(token) }));
  return { signIn: () => http.signIn(personId), token };
}

/** Asks a route what its sample says, of the target's council; `more` stands in place of the sample's own values. */
export async function askRoute(client: Client, route: Route, target: Target, more: object = {}): Promise<Answer> {
  const sample = routeSamples[routeName(route)] ?? {};
  const query = new URLSearchParams(sample.query?.(target)).toString();
  const path = addressOf(route, target.of) + (query ? `?${query}` : '');
  const body = { ...(await sample.body?.(target)), ...more };
  const browser = await client.signIn();
  if (route.face === 'api') {
    const version = await sample.ifMatch?.(target);
    const headers = {
      Accept: 'application/json',
      Authorization: `Bearer ${client.token}`,
      ...(version === undefined ? {} : { 'If-Match': `"v${version}"` }),
    };
    const content = sample.upload ? { files: filesOf(sample) } : hasBody(route) ? { json: body } : {};
    return await browser.send(path, { method: route.method.toUpperCase(), headers, ...content });
  }
  if (route.method === 'get') return await browser.get(path);
  const fields = Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]);
  return await browser.post(
    path,
    Object.fromEntries(fields) as Record<string, string | string[]>,
    sample.upload ? filesOf(sample) : undefined,
  );
}

const hasBody = ({ method }: Route): boolean => method !== 'get' && method !== 'delete';

function filesOf({ upload }: RouteSample): { field: string; name: string; bytes: Buffer }[] {
  return [{ field: 'file', name: 'a.txt', bytes: Buffer.from(typeof upload === 'string' ? upload : 'A letter') }];
}

/** The page may repeat what was asked for: the address itself gives nothing away. */
export function withoutQuestion(text: string, route: Route, of: Seeded): string {
  const address = addressOf(route, of);
  const repeated = routeSamples[routeName(route)]?.repeats?.(of) ?? [];
  return [encodeURIComponent(address), address, ...repeated].reduce((left, asked) => left.replaceAll(asked, ''), text);
}
