import { expect } from 'chai';
import { editCase } from '#core/cases/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { runCommand } from '#core/kernel/command.js';
import { ownPartnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import type { Partnership } from './support/partnership.js';
import { rowOf } from './support/records.js';

describe('Working beside others', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership();
  });
  after(() => partnership.stop());

  journey('the queue says that something changed, moves no row, and is brought up to date by a key', async (open) => {
    const { page, hands, goTo } = await open({ as: 'janet.oakley', at: partnership });
    await goTo('/desk/queue');
    const references = () => page.locator('[data-row] th a').allTextContents();
    const shown = await references();
    const { id, version } = await rowOf<{ id: string; version: number }>(partnership, 'cases', {
      reference: shown[1] ?? '',
    });
    const bar = page.getByText('1 changed');
    for (let tries = 0; tries < 20 && !(await bar.isVisible()); tries += 1) {
      if (tries === 3) {
        const edit = { caseId: id, expectedVersion: version, changes: { title: 'Told by a colleague' } };
        await runCommand(partnership.kernel, systemActor('a colleague elsewhere'), editCase, edit);
      }
      await page.waitForTimeout(500);
    }
    await bar.waitFor();
    expect(await references(), 'rows stay where they are').to.deep.equal(shown);
    await hands.press('u');
    await bar.waitFor({ state: 'hidden' });
  });

  journey('the navigation says how many cases are open, and makes room for that before it knows', async (open) => {
    const { page, goTo } = await open({ as: 'janet.oakley', at: partnership });
    const place = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Team queue/ });
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/desk/work/counts', async (route) => {
      await held;
      await route.continue();
    });
    await goTo('/desk/queue');
    const before = await place.boundingBox();
    const total = /\d+/.exec((await page.locator('h1 ~ .pill, .row .pill').first().textContent()) ?? '')?.[0] ?? 'none';
    answer();
    await place.getByText(total, { exact: true }).waitFor();
    expect(await place.boundingBox()).to.deep.equal(before);
  });

  journey('a case says who else is writing a note on it', async (open) => {
    const [janet, folake] = [
      await open({ as: 'janet.oakley', at: partnership }),
      await open({ as: 'folake.okafor', at: partnership }),
    ];
    await janet.goTo('/desk/queue');
    const path = (await janet.page.locator('[data-row] th a').first().getAttribute('href')) ?? '';
    await janet.goTo(path);
    const said = janet.page.waitForResponse(
      (answer) => answer.url().endsWith('/presence') && answer.request().method() === 'POST',
    );
    await janet.hands.press('m');
    await janet.hands.type('On our way');
    await said;
    await folake.goTo(path);
    await folake.page.getByText('Janet Oakley is writing a note now.').waitFor();
    expect(await janet.page.locator('[data-presence]').isVisible(), 'not told of oneself').to.equal(false);
  });
});
