import { expect } from 'chai';
import { hashSecret } from '#core/kernel/http/tokens.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { accessibilityFaults } from './support/axe.js';
import { bothWays } from './support/both-ways.js';
import { onCallPage } from './support/call-page.js';
import { ownPartnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { layoutFaults } from './support/layout.js';
import type { Partnership } from './support/partnership.js';
import { asDialled, callerCollectedOn, rowOf, rowsOf } from './support/records.js';

const missedBin = 'Missed bin – when to report it and what to say';

describe('First contact, in a browser', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership();
  });
  after(() => partnership.stop());
  const at = () => partnership;

  bothWays({ task: 'take a call that pops in, and answer it', keys: 12, at }, async ({ run, as }) => {
    const adviser = await as('tom.beddoes');
    const { page } = adviser;
    const pop = { authority: 'dunmere', on: '2026-11-13', passOver: run };
    const caller = asDialled((await callerCollectedOn(partnership, pop)).telephone);
    const call = new URLSearchParams({ caller, called: '01632 960011', call_id: `pop-${run}`, agent: 'tom.beddoes' });
    await adviser.goTo(`/desk/interactions/new?${call.toString()}`);
    await adviser.follow(page.getByRole('button', { name: 'Start' }));
    const { id } = await onCallPage(page);
    await adviser.open(page.getByLabel('Describe in the customer’s words'), 'r');
    await adviser.type(page.getByLabel('Describe in the customer’s words'), 'missed');
    if (run === 0) await adviser.follow(page.getByRole('button', { name: 'Find the answer' }), 'Enter');
    else await page.keyboard.press('Enter');
    await page.getByText(missedBin).first().waitFor();
    await adviser.follow(page.getByRole('button', { name: 'Answered – resolved now' }), 'Control+Enter');
    await adviser.follow(page.getByRole('button', { name: 'Finish contact' }), 'w');
    await page.getByText('Contact finished.').waitFor();
    const taken = await rowOf(partnership, 'interactions', { call_id: `pop-${run}` });
    expect(taken).to.include({ id, state: 'finished', channel: 'telephone' });
    expect(await rowOf(partnership, 'enquiries', { interaction_id: id })).to.include({ outcome: 'resolved' });
    return [adviser];
  });

  bothWays({ task: 'read a bulletin, and say so', keys: 13, at }, async ({ run, as }) => {
    const reader = await as(['tom.beddoes', 'folake.okafor'][run]);
    const { page } = reader;
    await reader.goTo('/desk');
    await reader.follow(page.getByRole('navigation').getByRole('link', { name: /^Bulletins/ }));
    await page.getByRole('heading', { name: /This morning’s bin round failed/ }).waitFor();
    await reader.follow(page.getByRole('button', { name: 'I have read them' }), 'r');
    await page.getByRole('status').getByText('Noted that you have read them').waitFor();
    expect(await page.getByRole('button', { name: 'I have read them' }).count()).to.equal(0);
    const { id } = await rowOf<{ id: string }>(partnership, 'bulletins', { title: 'This morning’s bin round failed' });
    expect(await rowsOf(partnership, 'bulletin_readings', { bulletin_id: id })).to.have.length(run + 1);
    return [reader];
  });

  bothWays({ task: 'approve a word that the search learned', keys: 10, at }, async ({ run, as }) => {
    const word = ['mattress', 'wardrobe'][run] ?? '';
    const editor = await as('grace.adeyemi');
    const { page } = editor;
    await editor.goTo('/desk/knowledge-editing/learned');
    await editor.follow(page.getByRole('button', { name: new RegExp(`^Approve ${word}`) }));
    await page.getByRole('status').getByText('Approved: searches go by it from now on').waitFor();
    const approved = await rowsOf<{ stem: string }>(partnership, 'search_lesson_words', { decision: 'approved' });
    expect(approved.some(({ stem }) => word.startsWith(stem))).to.equal(true);
    return [editor];
  });

  for (const lang of ['en', 'cy'] as const)
    journey(`asks a customer one question on a telephone, in ${lang === 'en' ? 'English' : 'Welsh'}`, async (open) => {
      const desk = await open({ at: partnership, viewport: { width: 320, height: 640 } });
      const { page } = desk;
      const look = async (): Promise<void> => {
        expect([...(await layoutFaults(page)), ...(await accessibilityFaults(page))], page.url()).to.deep.equal([]);
        expect(await page.locator('html').getAttribute('lang')).to.equal(lang);
      };
      const link = `/s/${await aLink(lang)}${lang === 'cy' ? '?lang=cy' : ''}`;
      const send = page.getByRole('button', { name: lang === 'en' ? 'Send your answer' : 'Anfon eich ateb' });
      await desk.goTo(link);
      await look();
      await send.click();
      await page.getByRole('alert').waitFor();
      await look();
      await page.getByLabel(lang === 'en' ? 'Very satisfied' : 'Bodlon iawn').check();
      await send.click();
      await page.getByRole('heading', { name: lang === 'en' ? 'Thank you' : 'Diolch' }).waitFor();
      await look();
      await desk.goTo(link);
      await page
        .getByRole('heading', { name: lang === 'en' ? 'This link has been used' : 'Mae’r ddolen hon' })
        .waitFor();
      await look();
    });

  /** The secret of a link to the question about some contact that was drawn. */
  async function aLink(letter: string): Promise<string> {
    const [drawn] = await rowsOf<{ id: string }>(partnership, 'surveys', { asked_at: null });
    const token = letter.repeat(22).slice(0, 43);
    const { kernel } = partnership;
    const now = kernel.clock.now();
    const asked = { token_hash: hashSecret(token), asked_at: now, expires_at: now + 60_000 };
    await kernel.db.write(everyAuthority, (db) => db.update('surveys', { id: drawn?.id ?? '' }, asked));
    return token;
  }
});
