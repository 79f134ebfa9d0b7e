import { expect } from 'chai';
import { pressThrough, takeCall } from './support/call-page.js';
import { expectEffort } from './support/effort.js';
import { partnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { rowOf } from './support/records.js';

const dunmereBins = '01632 960011';

describe('Finding who deals with it and handing it off, in a browser', () => {
  journey('takes few keys and no click: the team is found by what it deals with', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const call = await takeCall(desk, { caller: 'withheld', called: dunmereBins });
    desk.hands.startCounting();
    await pressThrough(desk, 'p');
    await desk.hands.type('bins');
    await pressThrough(desk, 'Enter');
    await desk.page.getByRole('group', { name: 'Who takes it over?' }).waitFor();
    await pressThrough(desk, 'Control+Enter');
    await desk.page.getByText('Passed on').first().waitFor();
    expectEffort(desk.hands.effort, { task: 'find the officer and hand off', keys: 12, clicks: 0 });
    const enquiry = await rowOf<{ id: string; outcome: string }>(partnership(), 'enquiries', {
      interaction_id: call.id,
    });
    expect(enquiry.outcome).to.equal('passed');
    expect(await rowOf(partnership(), 'handovers', { enquiry_id: enquiry.id })).to.include({
      ...{ state: 'offered', from_name: 'Tom Beddoes' },
    });
  });

  journey('shows the offer to whoever it is for, who takes it over and says what came of it', async (open) => {
    const adviser = await open({ as: 'tom.beddoes' });
    const call = await takeCall(adviser, { caller: 'withheld', called: dunmereBins });
    await pressThrough(adviser, 'p');
    await adviser.hands.type('Janet Oakley');
    await pressThrough(adviser, 'Enter');
    await adviser.page.getByRole('radio', { name: 'Janet Oakley' }).waitFor();
    await pressThrough(adviser, 'Control+Enter');
    await adviser.page.getByText('Passed on').first().waitFor();
    const officer = await open({ as: 'janet.oakley' });
    const { id } = await rowOf<{ id: string }>(partnership(), 'handovers', { interaction_id: call.id });
    await officer.page.goto(`/desk/handovers/${id}`);
    await pressThrough(officer, 'y');
    await officer.page.getByLabel('What became of it').fill('Rang her: the crew comes on Thursday');
    await officer.page.getByRole('button', { name: 'Done' }).click();
    await officer.page.getByRole('heading', { name: 'My work' }).waitFor();
    expect(await rowOf(partnership(), 'handovers', { id })).to.include({
      ...{ state: 'accepted', ended_by_name: 'Janet Oakley', result: 'Rang her: the crew comes on Thursday' },
    });
  });
});
