import { expect } from 'chai';
import { bothWays } from './support/both-ways.js';
import { ownPartnership } from './support/fixtures.js';
import type { Partnership } from './support/partnership.js';
import { rowsOf } from './support/records.js';
import type { Worker } from './support/worker.js';

describe('Several cases of a queue, in a browser', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership();
  });
  after(() => partnership.stop());
  const at = () => partnership;

  bothWays({ task: 'link three cases of the queue to one of them', keys: 45, at }, async ({ run, as }) => {
    const officer = await as('janet.oakley');
    const { page } = officer;
    const [one = '', two = '', hub = ''] = await select(officer, 3);
    await officer.follow(page.getByRole('button', { name: 'Link' }), 'l');
    await officer.tick(page.getByLabel('All related to one case'));
    const hubLine = (await page.locator(`#hub option[value="${hub}"]`).textContent())?.trim() ?? '';
    const [reference = ''] = hubLine.split(' ');
    await officer.choose(page.getByLabel('Which case?'), run === 0 ? reference : hubLine);
    await officer.follow(page.getByRole('button', { name: 'Link' }), 'Control+Enter');
    await page.getByText(`2 cases linked to ${reference}`).waitFor();
    const links = await rowsOf<{ case_id: string }>(partnership, 'case_links', { other_id: hub });
    expect(links.map((link) => link.case_id)).to.include.members([one, two]);
    await officer.follow(page.getByRole('button', { name: 'Undo last change' }));
    await page.getByText('2 cases put back').waitFor();
    expect(await rowsOf(partnership, 'case_links', { other_id: hub, case_id: one })).to.deep.equal([]);
    return [officer];
  });

  bothWays({ task: 'write to the customers of two cases, from a template', keys: 60, at }, async ({ as }) => {
    const officer = await as('janet.oakley');
    const { page } = officer;
    const ids = await select(officer, 2);
    await officer.follow(page.getByRole('button', { name: 'Message' }), 'r');
    await officer.choose(page.getByLabel('Begin with', { exact: true }), 'It takes longer');
    await officer.follow(page.getByRole('button', { name: 'Use these' }));
    const preview = page.getByRole('region', { name: 'As it will arrive' });
    const shown = await preview.textContent();
    await officer.follow(page.getByRole('button', { name: /^Show the next/ }));
    expect(await preview.textContent()).to.not.equal(shown);
    await officer.follow(page.getByRole('button', { name: 'Send', exact: true }), 'Control+Enter');
    await page.getByText('2 messages wait to be sent').waitFor();
    const written = () =>
      rowsOf<{ state: string }>(partnership, 'messages', { occasion: 'by-hand' }, (rows) =>
        rows.whereIn('case_id', ids).orderBy('queued_at', 'desc').orderBy('id', 'desc').limit(2),
      );
    expect((await written()).map(({ state }) => state)).to.deep.equal(['waiting', 'waiting']);
    await officer.follow(page.getByRole('button', { name: 'Undo last change' }));
    await page.getByText('2 cases put back').waitFor();
    expect((await written()).map(({ state }) => state)).to.deep.equal(['cancelled', 'cancelled']);
    return [officer];
  });

  /** Selects the first rows of the officer's queue. Answers the ids of their cases. */
  async function select(officer: Worker, count: number): Promise<string[]> {
    await officer.goTo('/desk/queue');
    const boxes = officer.page.locator('[data-row] input[type=checkbox]');
    const ids: string[] = [];
    for (let row = 0; row < count; row += 1) {
      const box = boxes.nth(row);
      await officer.open(box, 'j x');
      ids.push((await box.getAttribute('value')) ?? '');
    }
    return ids;
  }
});
