import { giveToken } from '#core/testing/api-token.js';
import type { TestWorld } from '#core/testing/harness.js';
import { startHttp, type Answer, type Browser, type Request, type TestHttp } from '#core/testing/http.js';
import type { Config } from '#core/kernel/config.js';
import type { Seeded } from '../tenancy/seed.js';

interface Councils {
  readonly ours: Seeded;
  readonly theirs: Seeded;
}

/** The web face over two seeded councils, and somebody of the first who may do everything there. */
export interface Face extends Councils {
  readonly http: TestHttp;
  readonly browser: Browser;
  readonly token: string;
  /** Asks the API with the person's token. */
  readonly api: (path: string, request?: Request) => Promise<Answer>;
}

export async function openFace(
  world: TestWorld,
  { ours, theirs }: Councils,
  settings: Partial<Config> = {},
): Promise<Face> {
  const http = await startHttp(world, settings);
  const browser = await http.signIn(ours.personId);
  const token = await giveToken(world.kernel, ours.personId);
  const nobody = http.browser();
  const api: Face['api'] = (path, { headers = {}, ...request } = {}) =>
    nobody.send(path, {
      ...request,
      headers: { Accept: 'application/json', Authorization: `Bearer ${token}`, ...headers },
    });
  await api('/api/v1/teams'); // its first use has been noted: nothing else writes by itself
  return { ours, theirs, http, browser, token, api };
}

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

export function problemOf(answer: Pick<Answer, 'text'>): Problem {
  return JSON.parse(answer.text) as Problem;
}

/** Fields that a refusal names. */
export function fieldsOf(answer: Pick<Answer, 'text'>): string[] {
  return (problemOf(answer).errors ?? []).map(({ field }) => field);
}
