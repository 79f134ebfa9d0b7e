import { sessionCookie } from '#core/identity/index.js';
import { axeSource } from './axe.js';
import { deskIn, openBrowser, type Desk, type DeskSource } from './desk.js';

/** Of the same server, with no script that goes on while nobody looks. */
const emptyPage = '/health/live';

interface KeptBrowser {
  readonly desk: Desk;
  /** Sign-in name of whoever has it; '' for nobody. */
  readonly of: string;
  /** The session it began with. A desk that signs out, or in anew, is the last one in it. */
  readonly session: string | undefined;
}

/**
 * Desks in browsers that are kept from one journey to the next: what a browser has fetched it has, as somebody's who
 * works all day. One serves one desk at a time. Its tab is kept as well: a new one, or another site's page in it, would
 * start a process that has to read and compile every script anew, axe too.
 */
export class KeptDesks implements DeskSource {
  readonly #free: KeptBrowser[] = [];
  readonly #taken = new Map<Desk, KeptBrowser>();

  async open({ as = '' }: { readonly as?: string } = {}): Promise<Desk> {
    const place = this.#free.findIndex((one) => one.of === as);
    const [kept = await openFor(as)] = place < 0 ? [] : this.#free.splice(place, 1);
    const known = kept.desk.faults.found.length;
    const faults = {
      get found() {
        return kept.desk.faults.found.slice(known);
      },
    };
    const desk = { ...kept.desk, faults };
    this.#taken.set(desk, kept);
    return desk;
  }

  async close(desk: Desk): Promise<void> {
    const kept = this.#taken.get(desk);
    this.#taken.delete(desk);
    const tabs = desk.context.pages();
    const isAsItBegan = kept !== undefined && tabs.length === 1 && (await sessionIn(desk)) === kept.session;
    if (!isAsItBegan) return await desk.context.close();
    await desk.page.goto(emptyPage);
    this.#free.push(kept);
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.#free.splice(0).map(({ desk }) => desk.context.close()));
  }
}

async function openFor(as: string): Promise<KeptBrowser> {
  const opened = await openBrowser(as === '' ? {} : { as });
  // Sending it to every page would take longer than running it.
  await opened.context.addInitScript({ content: axeSource });
  const desk = await deskIn(opened);
  return { desk, of: as, session: await sessionIn(desk) };
}

async function sessionIn({ context }: Pick<Desk, 'context'>): Promise<string | undefined> {
  return (await context.cookies()).find(({ name }) => name === sessionCookie)?.value;
}
