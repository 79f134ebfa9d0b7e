import type { Role } from '../kernel/permissions.js';
import type { TestWorld } from './harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from './http.js';

/** Somebody new who is signed in. */
export interface AtDesk {
  readonly browser: Browser;
  readonly personId: string;
}

export interface OpenDesk {
  /** Adds somebody with a role at Dunmere, adviser unless another is named, and signs them in. */
  signIn(about?: { readonly name?: string; readonly role?: Role }): Promise<AtDesk>;
}

/** The web face for as long as the tests of this block run. */
export function openDesk(world: () => TestWorld): OpenDesk {
  let http: TestHttp;
  before(async () => {
    http = await startHttp(world());
  });
  after(() => http.close());
  return {
    signIn: async ({ name, role = 'adviser' } = {}) => {
      const { personId } = await addPerson(world(), { ...(name ? { name } : {}), roles: [['dunmere', role]] });
      return { browser: await http.signIn(personId), personId };
    },
  };
}
