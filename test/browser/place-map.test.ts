import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { logCase } from '#core/cases/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { runCommand } from '#core/kernel/command.js';
import { metresPerDegree } from '#core/kernel/distance.js';
import { accessibilityFaults } from './support/axe.js';
import { ownPartnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { layoutFaults } from './support/layout.js';
import type { Partnership } from './support/partnership.js';
import { rowOf } from './support/records.js';
import { weigh } from './support/weight.js';

const mapLimit = 120_000;
const deskLimit = 90_000;
const as = 'imran.malik';

describe('The map of a case’s place', () => {
  let tiles: TileServer;
  let partnership: Partnership;
  let path: string;
  before(async () => {
    tiles = await serveTiles();
    const map = { tileUrl: `${tiles.address}/{z}/{x}/{y}.png`, attribution: '© Tiles of the test' };
    partnership = await ownPartnership({ map });
    path = await threeLamps(partnership);
  });
  beforeEach(() => (tiles.isDown = false));
  after(async () => {
    await partnership.stop();
    tiles.server.closeAllConnections();
    tiles.server.close();
  });

  journey('shows a pin, and the cases near it by the numbers of the list', async (open) => {
    const { page } = await open({ as, at: partnership });
    const { coldBytes } = await weigh(page, path);
    await page.locator('.leaflet-tile-loaded').first().waitFor();
    expect(coldBytes).to.be.below(mapLimit);
    expect(await page.locator('.map-pin').count()).to.equal(1);
    expect(await page.locator('.map-number').allTextContents()).to.deep.equal(['1', '2']);
    expect([...(await accessibilityFaults(page)), ...(await layoutFaults(page))]).to.deep.equal([]);
    const second = page.locator('.map-numbers li').nth(1).getByRole('link');
    const reference = await second.textContent();
    await page.locator('.map-number').nth(1).click();
    await page.waitForURL(`**/${reference}`);
  });

  journey('moves and zooms by keyboard, and opens a case from the list', async (open) => {
    const { page, goTo } = await open({ as, at: partnership });
    await goTo(path);
    const map = page.getByRole('region', { name: 'Map of the place' });
    await map.focus();
    const shown = new URL((await page.locator('.leaflet-tile-loaded').first().getAttribute('src')) ?? '');
    const zoom = Number(shown.pathname.split('/')[1]);
    const further = page.waitForRequest(`${tiles.address}/${zoom - 1}/**`);
    await page.keyboard.press('-');
    await further;
    await page.locator('.map-numbers').getByRole('link').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== path);
  });

  journey('goes when its tiles can’t be had, and the page says so', async (open) => {
    tiles.isDown = true;
    const { page, goTo } = await open({ as, at: partnership });
    await goTo(path);
    await page.getByText('The map is not available. The place and the open cases near it are below.').waitFor();
    expect(await page.locator('[data-map]').isVisible()).to.equal(false);
    expect(await page.locator('.map-numbers li').allTextContents()).to.have.length(2);
  });

  journey('is no box without JavaScript: the place and the cases near it are in words', async (open) => {
    const { page, goTo } = await open({ as, at: partnership, javaScript: 'off' });
    await goTo(path);
    expect(await page.locator('[data-map]').isVisible()).to.equal(false);
    await page.getByText('Under the bridge').waitFor();
    expect((await page.locator('.map-numbers li').allTextContents()).join()).to.match(/20 m away.*60 m away/);
  });

  journey('costs pages without a map nothing', async (open) => {
    const { page } = await open({ as, at: partnership });
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    const { coldBytes } = await weigh(page, '/desk/queue');
    expect(coldBytes).to.be.below(deskLimit);
    expect(asked.filter((url) => url.includes('leaflet/'))).to.deep.equal([]);
  });
});

interface TileServer {
  readonly address: string;
  readonly server: Server;
  /** It then answers with something that is no picture. */
  isDown: boolean;
}

/** Map tiles: squares of grass with a road through each. */
async function serveTiles(): Promise<TileServer> {
  const road = '<path d="M0 128h256M128 0v256" stroke="#fff" stroke-width="14"/>';
  const tile = `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#e8ede4"/>${road}</svg>`;
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'image/svg+xml');
    response.end(made.isDown ? '' : tile);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made = { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, isDown: false };
  return made;
}

/** The path of the first of three lamps that are out, 20 m and 60 m from one another. */
async function threeLamps(at: Partnership): Promise<string> {
  const { id: authorityId } = await rowOf<{ id: number }>(at, 'authorities', { slug: 'westmoor' });
  const { id: serviceId } = await rowOf<{ id: string }>(at, 'services', {
    key: 'street-light',
    authority_id: authorityId,
  });
  const log = async (metresNorth: number): Promise<string> => {
    const location = { lat: 52.55 + metresNorth / metresPerDegree, long: -2.75, description: 'Under the bridge' };
    const input = { serviceId, answers: { fault: 'dim', kind: 'post' }, location };
    const { reference } = await runCommand(at.kernel, systemActor('reports a lamp'), logCase, input);
    return `/desk/cases/${reference}`;
  };
  const first = await log(0);
  for (const metresNorth of [60, 20]) await log(metresNorth);
  return first;
}
