import { expect } from 'chai';
import { onCallPage, pressThrough, takeCall } from './support/call-page.js';
import type { Desk } from './support/desk.js';
import { expectEffort } from './support/effort.js';
import { partnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { customerNamed, rowOf, rowsOf } from './support/records.js';

interface MessageRow {
  readonly channel: string;
  readonly address: string;
  readonly body: string;
}

const dunmereBins = '01632 960011';

describe('An answer that is sent while the contact goes on, in a browser', () => {
  journey('takes a known caller few keys and no click, and resolves the enquiry', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const caller = await customerNamed(partnership(), 'Catriona McLeod');
    const call = await takeCall(desk, { caller: caller.telephone ?? '', called: dunmereBins });
    desk.hands.startCounting();
    await pressThrough(desk, 'i');
    await pressThrough(desk, 'Enter');
    await desk.hands.press('r');
    await desk.hands.type('missed');
    await pressThrough(desk, 'Enter');
    await pressThrough(desk, 't');
    await desk.page.getByRole('heading', { level: 1, name: /^Text the answer to/ }).waitFor();
    await pressThrough(desk, 'Control+Enter');
    await desk.page.getByRole('status').getByText('waits to be sent. Resolved now.').waitFor();
    await pressThrough(desk, 'w');
    expectEffort(desk.hands.effort, { task: 'text the answer, known caller', keys: 13, clicks: 0 });
    expect(await rowOf(partnership(), 'interactions', { id: call.id })).to.include({ state: 'finished' });
    expect(await rowOf(partnership(), 'enquiries', { interaction_id: call.id })).to.include({ outcome: 'resolved' });
    const [message] = await messagesOf(call.id);
    expect(message?.body).to.include('A bin that was out on time and not emptied can be reported');
  });

  journey('goes by keyboard alone to a number that is typed in, and says what it takes', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const { page, hands } = desk;
    const call = await takeCall(desk, { caller: 'anonymous', called: dunmereBins });
    await pressThrough(desk, 't');
    expect(await page.evaluate(() => document.activeElement?.id), 'where typing begins').to.equal('address');
    await hands.type('07700 900321');
    await hands.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.id)) === 'subject') await hands.press('Tab');
    await hands.type('We open at 9.');
    await page.getByText('13 characters, 1 text message.').waitFor();
    await hands.type(' ŵ');
    await page.getByText('Because of ŵ, it holds 70 characters and not 160.').waitFor();
    await pressThrough(desk, 'Control+Enter');
    await page.getByRole('status').getByText('Text message to 07700 900321: waits to be sent.').waitFor();
    expect((await messagesOf(call.id)).map(({ channel, address, body }) => [channel, address, body])).to.deep.equal([
      ['text', '+447700900321', 'We open at 9. ŵ'],
    ]);
  });

  journey('asks for a subject only where it may go as an email', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const { page } = desk;
    await takeCall(desk, { caller: '07700 900654', called: dunmereBins });
    await pressThrough(desk, 't');
    await page.getByLabel('Text message to 07700 900654').waitFor();
    expect(await page.getByLabel('Subject').isVisible()).to.equal(false);
    expect(await page.getByLabel('Mobile number or email address').isVisible()).to.equal(false);
    await page.getByLabel('Another number or address').check();
    await page.getByLabel('Mobile number or email address').fill('someone@post.example');
    await page.getByLabel('Subject').fill('About your bin');
    await page.getByRole('textbox', { name: 'Message' }).fill('A'.repeat(200));
    await page.getByText('200 characters.', { exact: true }).waitFor();
  });

  journey('works without JavaScript, and keeps what was typed when it is refused', async (open) => {
    const desk = await open({ as: 'tom.beddoes', javaScript: 'off' });
    const { page, goTo } = desk;
    await goTo(`/desk/interactions/new?${new URLSearchParams({ caller: 'anonymous', called: dunmereBins })}`);
    await page.getByRole('button', { name: 'Start' }).click();
    const call = await onCallPage(page);
    await sayWhy(desk, 'wheelie bin not emptied');
    await page.getByRole('button', { name: 'Text the answer' }).click();
    await page.getByLabel('Mobile number or email address').fill('01632 960144');
    await page.getByLabel('Message').fill('The crew is back tomorrow.');
    await page.getByRole('button', { name: 'Send and resolve' }).click();
    await page.getByRole('alert').getByText('takes no text messages').waitFor();
    expect(await page.getByLabel('Message').inputValue()).to.equal('The crew is back tomorrow.');
    await page.getByLabel('Mobile number or email address').fill('07700 900322');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('heading', { name: 'As it will arrive' }).waitFor();
    await page.getByRole('button', { name: 'Send and resolve' }).click();
    await page.getByText('Text message to 07700 900322: waits to be sent. Resolved now.').waitFor();
    await page.getByRole('button', { name: 'Finish contact' }).click();
    await page.getByText('Contact finished.').waitFor();
    await goTo(`/desk/interactions/${call.id}`);
    await page.getByRole('link', { name: 'Text message' }).click();
    await page.getByText('The crew is back tomorrow.').waitFor();
  });
});

function messagesOf(interactionId: string): Promise<MessageRow[]> {
  return rowsOf<MessageRow>(partnership(), 'messages', { interaction_id: interactionId });
}

async function sayWhy({ page }: Desk, words: string): Promise<void> {
  await page.getByLabel('Describe in the customer’s words').fill(words);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Missed bin – when to report it and what to say' }).waitFor();
}
