import { sessionCookie } from '#core/identity/index.js';
import { deskIn, openBrowser, type Desk, type DeskSource, type OpenBrowser } from './desk.js';

interface KeptBrowser extends OpenBrowser {
  /** Sign-in name of whoever has it; '' for nobody. */
  readonly of: string;
  /** The session it began with. A desk that signs out, or in anew, is the last one in it. */
  readonly session: string | undefined;
}

/**
 * Desks in browsers that are kept from one journey to the next: what a browser has fetched it has, as somebody's who
 * works all day. One serves one desk at a time, in a new tab.
 */
export class KeptDesks implements DeskSource {
  readonly #free: KeptBrowser[] = [];
  readonly #taken = new Map<Desk, KeptBrowser>();

  async open({ as = '' }: { readonly as?: string } = {}): Promise<Desk> {
    const place = this.#free.findIndex((one) => one.of === as);
    const [kept = await openFor(as)] = place < 0 ? [] : this.#free.splice(place, 1);
    const known = kept.faults.found.length;
    const faults = {
      get found() {
        return kept.faults.found.slice(known);
      },
    };
    const desk = await deskIn({ ...kept, faults });
    this.#taken.set(desk, kept);
    return desk;
  }

  async close(desk: Desk): Promise<void> {
    const kept = this.#taken.get(desk);
    this.#taken.delete(desk);
    if (kept === undefined || (await sessionIn(desk)) !== kept.session) return await desk.context.close();
    await Promise.all(desk.context.pages().map((tab) => tab.close()));
    this.#free.push(kept);
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.#free.splice(0).map(({ context }) => context.close()));
  }
}

async function openFor(as: string): Promise<KeptBrowser> {
  const opened = await openBrowser(as === '' ? {} : { as });
  return { ...opened, of: as, session: await sessionIn(opened) };
}

async function sessionIn({ context }: Pick<OpenBrowser, 'context'>): Promise<string | undefined> {
  return (await context.cookies()).find(({ name }) => name === sessionCookie)?.value;
}
