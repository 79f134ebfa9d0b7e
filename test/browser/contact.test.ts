import { expect } from 'chai';
import { until } from '../faults/poll.js';
import { pressThrough, takeCall } from './support/call-page.js';
import { partnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { customerNamed, houseCollectedOn, rowOf, rowsOf } from './support/records.js';

interface EnquiryRow {
  readonly words: string;
  readonly outcome: string;
}

describe('A contact, in a browser', () => {
  journey('starts from an address, whose page has its dated facts and who answers there', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const { page, hands, goTo } = desk;
    const house = await houseCollectedOn(partnership(), { town: 'Dunmere', on: '2026-11-13' });
    await goTo('/desk');
    await hands.press('/');
    await hands.type(`${house.number} ${house.postcode}`);
    await page.locator('[data-suggestion]').filter({ hasText: 'UPRN' }).first().waitFor();
    await page.locator('[data-suggestion]').filter({ hasText: 'UPRN' }).first().click();
    await page.getByText('Friday 13 November').waitFor();
    await page.getByText('Dunmere District Council').first().waitFor();
    await pressThrough(desk, 'c');
    await page.getByText(`About ${house.line}`).waitFor();
    await pressThrough(desk, 'Control+Enter');
    await page.getByRole('region', { name: 'Property' }).getByText('Friday 13 November').waitFor();
    const id = /interactions\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
    expect(await rowOf(partnership(), 'interactions', { id })).to.include({ place_id: house.id, customer_id: null });
  });

  journey('holds several enquiries, each with its outcome', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const { page, hands } = desk;
    const caller = await customerNamed(partnership(), 'Folake Balogun');
    const call = await takeCall(desk, { caller: caller.telephone ?? '', called: '01632 960010' });
    for (const words of ['when is my bin day', 'renew blue badge']) {
      await hands.press('r');
      await hands.type(words);
      await pressThrough(desk, 'Enter');
      await pressThrough(desk, 'Control+Enter');
      await call.notes.getByText(words).waitFor();
    }
    await hands.press('r');
    await hands.type('noisy neighbours');
    await pressThrough(desk, 'Enter');
    await pressThrough(desk, 'w');
    await page.getByRole('alert').getByText('Say how the enquiry ended').waitFor();
    await page.getByRole('button', { name: 'Finish as abandoned' }).click();
    await page.getByText('Contact finished.').waitFor();
    const enquiries = await rowsOf<EnquiryRow>(partnership(), 'enquiries', { interaction_id: call.id }, (rows) =>
      rows.orderBy('opened_at'),
    );
    expect(enquiries.map(({ words, outcome }) => [words, outcome])).to.deep.equal([
      ['when is my bin day', 'resolved'],
      ['renew blue badge', 'resolved'],
      ['noisy neighbours', 'abandoned'],
    ]);
  });

  journey('waits in its tab while another goes on, with what was typed in it', async (open) => {
    const desk = await open({ as: 'kwame.mensah' });
    const { page } = desk;
    const first = await takeCall(desk, { caller: '01632 960981', called: '01632 960030' });
    await first.notes.getByRole('textbox', { name: 'Notes' }).fill('Blue gate, dog in the yard.');
    await first.notes.getByText('Draft saved').waitFor();
    const second = await takeCall(desk, { caller: '01632 960982', called: '01632 960030' });
    expect(second.id).to.not.equal(first.id);
    const tabs = page.getByRole('navigation', { name: 'Open contacts' });
    expect(await tabs.locator('[aria-current=page]').count()).to.equal(1);
    await tabs.locator(`a[href="/desk/interactions/${first.id}"]`).click();
    expect(await first.notes.getByRole('textbox', { name: 'Notes' }).inputValue()).to.equal(
      'Blue gate, dog in the yard.',
    );
  });

  journey('keeps its notes when the tab is closed', async (open) => {
    const { page, context, ...desk } = await open({ as: 'carys.pritchard' });
    const call = await takeCall({ page, context, ...desk }, { caller: '01632 960983', called: '01632 960020' });
    await call.notes.getByRole('textbox', { name: 'Notes' }).fill('Will ring back about the skip.');
    await call.notes.getByText('Draft saved').waitFor();
    await call.notes.getByLabel('Yes – chasing progress').check();
    await page.close();
    const saved = async (): Promise<boolean> => {
      const { body } = await rowOf<{ body: string }>(partnership(), 'drafts', { key: `interaction:${call.id}` });
      return body.includes('chasing-progress');
    };
    await until('the draft has what was chosen last', saved, { withinMs: 10_000 });
    const again = await desk.openTab(`/desk/interactions/${call.id}`);
    expect(await again.getByRole('textbox', { name: 'Notes' }).inputValue()).to.equal('Will ring back about the skip.');
    expect(await again.getByLabel('Yes – chasing progress').isChecked(), 'typed just before closing').to.be.true;
  });
});
