import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { pressThrough, takeCall } from './support/call-page.js';
import { expectEffort } from './support/effort.js';
import { ownPartnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import type { Partnership } from './support/partnership.js';
import { rowOf } from './support/records.js';
import { tabTo } from './support/tab-to.js';

describe('The keyboard at the desk', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership();
  });
  after(() => partnership.stop());

  for (const path of ['/desk', '/desk/queue', '/desk/customers', '/desk/me', '/desk/interactions/new'])
    journey(`reaches every control of ${path}, and shows where it is`, async (open) => {
      const { page, goTo } = await open({ as: 'folake.okafor', at: partnership });
      await goTo(path);
      const { missed, unseen } = await walk(page);
      expect(missed, 'controls that Tab never reaches').to.deep.equal([]);
      expect(unseen, 'controls that look the same with the focus').to.deep.equal([]);
    });

  journey('reaches every control of a call, and shows where it is', async (open) => {
    const desk = await open({ as: 'tom.beddoes', at: partnership });
    await takeCall(desk, { caller: '01632 960886', called: '01632 960011' });
    await desk.hands.press('r');
    await desk.hands.type('missed bin');
    await pressThrough(desk, 'Enter');
    const { missed, unseen } = await walk(desk.page);
    expect(missed, 'controls that Tab never reaches').to.deep.equal([]);
    expect(unseen, 'controls that look the same with the focus').to.deep.equal([]);
  });

  journey('skips to the main content first', async (open) => {
    const { page, hands, goTo } = await open({ as: 'tom.beddoes', at: partnership });
    await goTo('/desk/me');
    await hands.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal('Skip to main content');
    await hands.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal('main');
    await hands.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).to.be.true;
  });

  journey('lists the page’s shortcuts on ?, and leaves a field on Esc', async (open) => {
    const { page, hands, goTo } = await open({ as: 'tom.beddoes', at: partnership });
    await goTo('/desk');
    await hands.press('/');
    await hands.type('c?');
    const search = page.getByRole('searchbox', { name: 'Search customers, cases, knowledge and people' });
    expect(await search.inputValue(), 'letters typed into a field').to.equal('c?');
    await hands.press('Escape', '?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts on this page' });
    await help.getByText('Start a contact').waitFor();
    await help.getByText('Leave a field').waitFor();
    await hands.press('Escape');
    await help.waitFor({ state: 'hidden' });
  });

  journey('ignores single letters once they are switched off, but not Ctrl+K', async (open) => {
    const { page, hands, goTo } = await open({ as: 'margaret.beddoes', at: partnership });
    await goTo('/desk/me');
    await page.getByRole('group', { name: 'Single-key shortcuts' }).getByLabel('Off').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved how the desk looks and listens.').waitFor();
    await goTo('/desk');
    await hands.press('c', '?', '/');
    expect(await page.getByRole('dialog').count(), 'dialogs').to.equal(0);
    expect(await page.evaluate(() => document.activeElement === document.body), 'no field has the focus').to.be.true;
    expect(new URL(page.url()).pathname).to.equal('/desk');
    await hands.press('Control+k');
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal('search');
  });

  journey('moves through the queue with J and K, and opens a case with Enter', async (open) => {
    const desk = await open({ as: 'janet.oakley', at: partnership });
    const { page, hands, goTo } = desk;
    await goTo('/desk/queue');
    const references = await page.locator('[data-row] th a').allTextContents();
    expect(references.length).to.be.above(2);
    await hands.press('j', 'j', 'k', 'j');
    expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal(references[1]);
    await pressThrough(desk, 'Enter');
    expect(page.url()).to.contain(references[1]);
  });

  journey('gives two rows of the queue to somebody, and takes that back', async (open) => {
    const desk = await open({ as: 'janet.oakley', at: partnership });
    const { page, hands, goTo } = desk;
    await goTo('/desk/queue?view=unassigned');
    const references = await page.locator('[data-row] th a').allTextContents();
    hands.startCounting();
    await hands.press('j', 'x', 'j', 'x');
    await page.getByText('2 selected').waitFor();
    await pressThrough(desk, 'a');
    await page.getByRole('heading', { name: 'Assign 2 cases' }).waitFor();
    await tabTo(page, page.getByRole('radio', { name: 'Nobody yet: their team' }));
    await hands.press('ArrowDown');
    await pressThrough(desk, 'Control+Enter');
    await page.getByText('2 cases assigned').waitFor();
    expectEffort(hands.effort, { task: 'assign two cases from the queue', keys: 16, clicks: 0 });
    const assigned = (): Promise<{ assignee_id: string | null }> =>
      rowOf<{ assignee_id: string | null }>(partnership, 'cases', { reference: references[0] ?? '' });
    expect((await assigned()).assignee_id).to.be.a('string');
    await tabTo(page, page.getByRole('button', { name: 'Undo last change' }));
    await pressThrough(desk, 'Enter');
    await page.getByText('2 cases put back as they were').waitFor();
    expect((await assigned()).assignee_id).to.equal(null);
  });
});

/** Tabs once around the page: which controls were left out, and which don’t show that they have the focus. */
async function walk(page: Page): Promise<{ missed: string[]; unseen: string[] }> {
  const expected = await page.evaluate(markControls);
  const reached = new Set<number>();
  const unseen: string[] = [];
  for (let press = 0; press < expected.length + 20; press += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(describeFocus);
    if (focus === undefined) continue;
    if (reached.has(focus.mark)) break;
    reached.add(focus.mark);
    if (!focus.isSeen) unseen.push(focus.name);
  }
  return { missed: expected.filter((_, mark) => !reached.has(mark)), unseen };
}

/** Numbers the controls that Tab should reach: of a group of radios only the chosen one, or the first. */
function markControls(): string[] {
  const controls = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')];
  const reachable = controls.filter((control) => {
    if (control.tabIndex < 0 || !control.checkVisibility({ visibilityProperty: true })) return false;
    if (control instanceof HTMLInputElement && control.type === 'hidden') return false;
    if (!(control instanceof HTMLInputElement) || control.type !== 'radio') return true;
    const group = [...document.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(control.name)}"]`)];
    return control === (group.find(({ checked }) => checked) ?? group[0]);
  });
  reachable.forEach((control, mark) => (control.dataset['mark'] = String(mark)));
  return reachable.map(
    (control) => `${control.tagName} ${control.id} ${(control.textContent ?? '').trim().slice(0, 40)}`,
  );
}

function describeFocus(): { mark: number; isSeen: boolean; name: string } | undefined {
  const control = document.activeElement;
  if (!(control instanceof HTMLElement) || control.dataset['mark'] === undefined) return undefined;
  const label = control instanceof HTMLInputElement ? control.nextElementSibling : null;
  const look = (element: Element, pseudo?: string): string => {
    const { outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor, borderWidth } = getComputedStyle(
      element,
      pseudo,
    );
    return [outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor, borderWidth].join('|');
  };
  const all = (): string => [look(control), label ? look(label, '::before') : ''].join();
  const focused = all();
  control.blur();
  const blurred = all();
  control.focus({ preventScroll: true });
  return {
    mark: Number(control.dataset['mark']),
    isSeen: focused !== blurred,
    name: `${control.tagName} ${control.id} ${(control.textContent ?? '').trim().slice(0, 40)}`,
  };
}
