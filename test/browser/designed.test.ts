import { expect } from 'chai';
import { bothWays } from './support/both-ways.js';
import { ownPartnership } from './support/fixtures.js';
import type { Partnership } from './support/partnership.js';
import { rowOf } from './support/records.js';

describe('What councils design themselves, in a browser', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership();
  });
  after(() => partnership.stop());
  const at = () => partnership;

  bothWays({ task: 'add a question to a service, try it and publish it', keys: 130, at }, async ({ run, as }) => {
    const key = ['noise', 'graffiti'][run] ?? '';
    const service = await rowOf<{ id: string; name: string; version: number }>(partnership, 'services', {}, (rows) =>
      rows.where('key', 'like', `${key}%`).where({ authority_id: dunmere }),
    );
    const admin = await as('glyn.penry');
    const { page } = admin;
    await admin.goTo(`/desk/service-design/${service.id}`);
    await admin.follow(page.getByRole('link', { name: 'Questions', exact: true }));
    await admin.follow(page.getByRole('button', { name: 'Add a question' }), 'a');
    await admin.type(page.getByLabel('Question', { exact: true }), 'Is a dog there?');
    await admin.type(page.getByLabel('Key', { exact: true }), 'dog');
    await admin.choose(page.getByLabel('Kind of answer'), 'Yes or no');
    await admin.type(page.getByLabel('How an error names the answer'), 'whether a dog is there');
    await admin.follow(page.getByRole('button', { name: 'Save' }), 'Control+Enter');
    await page.getByRole('status').getByText('Draft saved').waitFor();
    await admin.follow(page.getByRole('link', { name: /^Back to/ }));
    await admin.follow(page.getByRole('button', { name: 'Try it as an adviser' }), 't');
    await page.getByRole('group', { name: /Is a dog there/ }).waitFor();
    await admin.follow(page.getByRole('link', { name: service.name, exact: true }));
    await admin.follow(page.getByRole('button', { name: 'Publish', exact: true }), 'Control+Enter');
    await page.getByRole('status').first().waitFor();
    const { definition } = await rowOf<{ definition: string }>(
      partnership,
      'service_versions',
      { service_id: service.id },
      (rows) => rows.orderBy('number', 'desc'),
    );
    expect(definition).to.include('Is a dog there?');
    return [admin];
  });

  bothWays({ task: 'write an article and publish it', keys: 160, at }, async ({ run, as }) => {
    const editor = await as('grace.adeyemi');
    const { page } = editor;
    const title = `Emus on the loose ${run}`;
    await editor.goTo('/desk/knowledge-editing');
    await editor.follow(page.getByRole('button', { name: 'New article' }), 'n');
    await editor.type(page.getByLabel('Title'), title);
    await editor.type(page.getByLabel('Summary'), 'Who catches emus.');
    await editor.type(page.getByRole('textbox', { name: 'Do', exact: true }).first(), 'Keep away from it.');
    await editor.type(page.getByRole('textbox', { name: 'Background' }), 'The zoo catches them.');
    await editor.type(page.getByLabel('Words that customers use'), 'emu\nbig bird\nescaped emu');
    await editor.choose(page.getByLabel('Owner'), 'Contact centre');
    await editor.tick(page.getByLabel('Unitary councils'));
    await editor.follow(page.getByRole('button', { name: 'Publish' }), 'Control+Enter');
    await page.getByRole('status').first().waitFor();
    expect(await rowOf(partnership, 'articles', { key: `emus-on-the-loose-${run}` })).to.include({
      state: 'published',
    });
    return [editor];
  });
});

const dunmere = 4;
