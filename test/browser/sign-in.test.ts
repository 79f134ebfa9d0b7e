import { expect } from 'chai';
import { journey } from './support/journey.js';
import { password } from './support/partnership.js';

describe('Signing in, in a browser', () => {
  journey('takes a name and a password from the keyboard, and leads to the page that was asked for', async (open) => {
    const { page, hands, goTo } = await open();
    await goTo('/desk/knowledge');
    expect(await page.title()).to.equal('Sign in – Moothall');
    await page.getByLabel('Sign-in name').focus();
    await hands.type('priya.nair');
    await hands.press('Tab');
    await hands.type(password);
    await hands.press('Enter');
    await page.waitForURL('**/desk/knowledge');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).to.equal('Knowledge');
  });

  journey('says what to do about a wrong password, keeps the name and sets the focus on the summary', async (open) => {
    const { page, hands, goTo } = await open();
    await goTo('/sign-in');
    await page.getByLabel('Sign-in name').fill('tom.beddoes');
    await page.getByLabel('Password').fill('not this one');
    await hands.press('Enter');
    await page.getByRole('alert').getByText('Check the sign-in name and the password').waitFor();
    expect(await page.title()).to.equal('Error: Sign in – Moothall');
    expect(await page.getByLabel('Sign-in name').inputValue()).to.equal('tom.beddoes');
    expect(await page.getByLabel('Password').inputValue()).to.equal('');
  });

  journey('works without JavaScript, and signs out', async (open) => {
    const { page, goTo } = await open({ javaScript: 'off' });
    await goTo('/sign-in');
    await page.getByLabel('Sign-in name').fill('kwame.mensah');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await page.getByRole('status').textContent()).to.contain('You are signed out.');
    await goTo('/desk/me');
    expect(new URL(page.url()).pathname).to.equal('/sign-in');
  });
});
