import { expect } from 'chai';
import { allRoutes } from '#core/app/capabilities.js';
import { isRelease } from '../release-run.js';
import { accessibilityFaults } from './support/axe.js';
import { journey, type OpenDesk } from './support/journey.js';
import { KeptDesks } from './support/kept-desks.js';
import { layoutFaults } from './support/layout.js';
import { clubPages } from './support/pages/club-pages.js';
import { callBackPages } from './support/pages/call-back-pages.js';
import { callOutPages } from './support/pages/call-out-pages.js';
import { adapterPages } from './support/pages/adapter-pages.js';
import { open311Pages } from './support/pages/open311-pages.js';
import { scimPages } from './support/pages/scim-pages.js';
import { webhookPages } from './support/pages/webhook-pages.js';
import { exchangePages } from './support/pages/exchange-pages.js';
import { handoverPages } from './support/pages/handover-pages.js';
import { paymentPages } from './support/pages/payment-pages.js';
import { directoryPages } from './support/pages/directory-pages.js';
import { messagePages } from './support/pages/message-pages.js';
import { managementPages } from './support/pages/management-pages.js';
import { ownPages } from './support/pages/own-pages.js';
import { designPages } from './support/pages/design-pages.js';
import { helpPages } from './support/pages/help-pages.js';
import { rechargePages } from './support/pages/recharge-pages.js';
import { recordPages } from './support/pages/record-pages.js';
import type { Visit } from './support/pages/visit.js';
import { workPages } from './support/pages/work-pages.js';
import { weigh } from './support/weight.js';
import { wordingFaults } from './support/wording.js';

const deskPages = {
  ...workPages,
  ...messagePages,
  ...callBackPages,
  ...callOutPages,
  ...adapterPages,
  ...webhookPages,
  ...open311Pages,
  ...scimPages,
  ...exchangePages,
  ...handoverPages,
  ...paymentPages,
  ...directoryPages,
  ...recordPages,
  ...designPages,
  ...managementPages,
  ...clubPages,
  ...helpPages,
  ...rechargePages,
  ...ownPages,
};
/** States of a page that are looked at side by side. */
const atOnce = 2;
const coldLimit = 90_000;
const htmlLimit = 15_000;
/** The title of the page that answers an address with fields that nobody asked for. */
const refused = 'That request could not be read';

describe('Every page of the desk', () => {
  /** The title of each route in the first of its states. */
  const titles = new Map<string, string>();
  const desks = new KeptDesks();
  after(() => desks.closeAll());

  it('is looked at here, in its states', () => {
    const routes = allRoutes().filter(({ method, face }) => method === 'get' && face === 'desk');
    const missing = routes.map(({ path }) => path).filter((path) => !(path in deskPages) && !notPages.has(path));
    expect(missing, 'routes that neither list of this test names').to.deep.equal([]);
  });

  for (const [route, visits] of Object.entries(deskPages)) {
    journey(
      `reads well for everyone, and is light: ${route}`,
      async (open) => {
        const faults: string[] = [];
        for (let next = 0; next < visits.length; next += atOnce) {
          const looks = visits.slice(next, next + atOnce).map((visit) => look(open, visit, visit === visits[0]));
          const seen = await Promise.all(looks);
          if (next === 0) titles.set(route, seen[0]!.title);
          faults.push(...seen.flatMap((one) => one.faults));
        }
        expect(faults).to.deep.equal([]);
      },
      desks,
    );
  }

  it('has a title of its own', () => {
    const all = [...titles.values()];
    const shared = [...titles].filter(([, title]) => all.indexOf(title) !== all.lastIndexOf(title));
    expect(shared, 'routes that share a title').to.deep.equal([]);
  });
});

/** Fragments that scripts fetch, and files. */
const notPages: ReadonlySet<string> = new Set([
  '/desk/cases/:reference/files/:fileId',
  '/desk/help/requests/:reference/files/:fileId',
  '/desk/cases/:reference/files/:fileId/picture',
  '/desk/cases/:reference/presence',
  '/desk/call-outs/:id/live',
  '/desk/partnership/savings/:savingId/files/:fileId',
  '/desk/figures/download',
  '/desk/partnership/figures/download',
  '/desk/queue/live',
  '/desk/income-files/:id/csv',
  '/desk/payment-days/:id/csv',
  '/desk/recharges/:id/csv',
  '/desk/wallboard/live',
  '/desk/work/counts',
  '/desk/customers/suggest',
  '/desk/directory/people/:id/vcard',
  '/desk/directory/suggest',
  '/desk/interactions/:id/answers',
  '/desk/interactions/:id/customers',
  '/desk/interactions/:id/places',
  '/desk/places/suggest',
  '/desk/queue/change/suggest',
  '/desk/search/suggest',
]);

/** In dark before a release, in `npm test` the first state of each page. */
async function look(open: OpenDesk, visit: Visit, isFirst: boolean): Promise<{ title: string; faults: string[] }> {
  const desk = await open(visit.as === undefined ? {} : { as: visit.as });
  const { page } = desk;
  const path = typeof visit.path === 'string' ? visit.path : await visit.path(desk);
  const weight = await weigh(page, path);
  await visit.then?.(page);
  const faults = [
    ...(weight.coldBytes > coldLimit ? [`weighs ${weight.coldBytes} bytes at first`] : []),
    ...(weight.htmlBytes > htmlLimit ? [`its HTML weighs ${weight.htmlBytes} bytes`] : []),
    ...(visit.as !== undefined && page.url().includes('/sign-in') ? ['nobody is signed in any more'] : []),
    ...(visit.state !== 'error' && (await page.title()).startsWith(refused) ? ['its address is refused'] : []),
    ...(await wordingFaults(page)),
    ...(await layoutFaults(page)),
    ...(await accessibilityFaults(page, { inDark: isFirst || isRelease })),
  ];
  return { title: await page.title(), faults: faults.map((fault) => `${visit.state}: ${fault}`) };
}
