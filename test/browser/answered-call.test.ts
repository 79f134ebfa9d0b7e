import { expect } from 'chai';
import { onCallPage, pressThrough, takeCall } from './support/call-page.js';
import { expectEffort } from './support/effort.js';
import { partnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { password } from './support/partnership.js';
import { asDialled, customerNamed, rowOf, rowsOf } from './support/records.js';
import { tabTo } from './support/tab-to.js';

interface EnquiryRow {
  readonly words: string;
  readonly outcome: string;
  readonly article_id: string;
}

describe('A call that is answered, in a browser', () => {
  journey('goes from signing in to the end by keyboard alone, and is resolved at first contact', async (open) => {
    const desk = await open();
    const { page, hands, goTo } = desk;
    const caller = await customerNamed(partnership(), 'Catriona McLeod');
    await goTo('/sign-in');
    await tabTo(page, page.getByLabel('Sign-in name'));
    await hands.type('tom.beddoes');
    await tabTo(page, page.getByLabel('Password'));
    await hands.type(password);
    await hands.press('Enter');
    await page.waitForURL('**/desk');
    await pressThrough(desk, 'c');
    await tabTo(page, page.getByLabel('Number they call from'));
    await hands.type(asDialled(caller.telephone ?? ''));
    await hands.press('Enter');
    const call = await onCallPage(page);
    await page.getByRole('heading', { level: 1, name: 'Phone contact with Mrs Catriona McLeod' }).waitFor();
    expect(await call.customer.getByText('1 Weaver Close').count(), 'address before the check').to.equal(0);

    await pressThrough(desk, 'i');
    await pressThrough(desk, 'Enter');
    await page.getByText('Basic check passed').waitFor();
    await hands.press('r');
    await hands.type('wheelie bin not emptied');
    await call.matter.getByText('Missed bin – when to report it and what to say').waitFor();
    await pressThrough(desk, 'Enter');
    await call.matter.getByText('The round was disrupted and a notice is up').waitFor();
    const before = await tallyOf('missed-bin');
    await pressThrough(desk, 'Control+Enter');
    await call.notes.getByText('Resolved now').waitFor();
    await pressThrough(desk, 'w');
    await page.getByRole('status').getByText('Contact finished.').waitFor();

    const enquiry = await rowOf<EnquiryRow>(partnership(), 'enquiries', { interaction_id: call.id });
    expect(enquiry).to.include({ words: 'wheelie bin not emptied', outcome: 'resolved' });
    expect(enquiry.article_id, 'the article credited').to.equal(before.articleId);
    expect((await tallyOf('missed-bin')).resolved).to.equal(before.resolved + 1);
  });

  journey('takes with Enter the answer that stands first while the adviser types', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const call = await takeCall(desk, { caller: '01632 960984', called: '01632 960011' });
    await desk.hands.press('r');
    await desk.hands.type('bin not emptied on friday');
    const first = call.matter.locator('[data-suggestion]').first();
    await first.filter({ hasText: 'Missed bin – when to report it and what to say' }).waitFor();
    await pressThrough(desk, 'Enter');
    await call.matter.getByRole('heading', { name: 'Missed bin – when to report it and what to say' }).waitFor();
  });

  journey('takes a known caller few keys and no click', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const caller = await customerNamed(partnership(), 'Catriona McLeod');
    const call = await takeCall(desk, { caller: caller.telephone ?? '', called: '01632 960011' });
    desk.hands.startCounting();
    await pressThrough(desk, 'i');
    await pressThrough(desk, 'Enter');
    await desk.hands.press('r');
    await desk.hands.type('missed');
    await pressThrough(desk, 'Enter');
    await pressThrough(desk, 'Control+Enter');
    await pressThrough(desk, 'w');
    expectEffort(desk.hands.effort, { task: 'answer from knowledge, known caller', keys: 13, clicks: 0 });
    expect(await rowOf(partnership(), 'interactions', { id: call.id })).to.include({ state: 'finished' });
  });
});

/** The article's tally of enquiries resolved with it, over all authorities. */
async function tallyOf(key: string): Promise<{ articleId: string; resolved: number }> {
  const { id: articleId } = await rowOf<{ id: string }>(partnership(), 'articles', { key });
  const tallies = await rowsOf<{ resolved: number }>(partnership(), 'article_tallies', { article_id: articleId });
  return { articleId, resolved: tallies.reduce((sum, { resolved }) => sum + resolved, 0) };
}
