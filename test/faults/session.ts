import { closeKernel, openKernel } from '#core/app/compose.js';
import { sessionCookie, startSession } from '#core/identity/index.js';
import { systemClock } from '#core/kernel/clock.js';
import type { Config } from '#core/kernel/config.js';
import { formToken } from '#core/kernel/http/tokens.js';
import { everyAuthority } from '#core/kernel/scope.js';

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly location: string;
}

/** Somebody at the desk of a server. */
export interface Desk {
  get(page: string): Promise<Answered>;
  post(page: string, fields: object): Promise<Answered>;
}

/** Signs somebody in, second factor and all, before or beside whatever serves. */
export async function deskOf({
  config,
  personId,
}: {
  readonly config: Config;
  readonly personId: string;
}): Promise<{ at(address: string): Desk }> {
  const kernel = await openKernel(config, systemClock());
  try {
    const about = { personId, state: 'signed-in', secondFactorAt: kernel.clock.now() } as const;
    const { token, session } = await kernel.db.write(everyAuthority, (db) => startSession(kernel, db, about));
    const headers = { Cookie: `${sessionCookie}=${token}` };
    const _csrf = formToken(config.secrets.key, session.tokenHash);
    return {
      at: (address) => ({
        get: async (page) => await answered(await fetch(`${address}${page}`, { headers, redirect: 'manual' })),
        post: async (page, fields) => {
          const body = new URLSearchParams({ _csrf, ...fields });
          return await answered(
            await fetch(`${address}${page}`, { method: 'POST', headers, body, redirect: 'manual' }),
          );
        },
      }),
    };
  } finally {
    await closeKernel(kernel);
  }
}

async function answered(response: Response): Promise<Answered> {
  return { status: response.status, text: await response.text(), location: response.headers.get('location') ?? '' };
}
