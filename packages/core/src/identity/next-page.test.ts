import { expect } from 'chai';
import { ownPath } from '../kernel/http/own-path.js';
import { nextPage } from './next-page.js';

describe('the page after signing in', () => {
  it('is the one that was asked for, with its query', () => {
    for (const path of ['/desk', '/desk/cases/WM-7K3M-Q2TX?tab=files', '/desk/search?q=caf%C3%A9&page=2', '/desk/é'])
      expect(nextPage(path)).to.equal(path);
  });

  it('is the desk when nothing was asked for, or signing in and out', () => {
    for (const path of [undefined, '', '/sign-in', '/sign-in?next=/desk', '/sign-in/second-factor', '/sign-out'])
      expect(nextPage(path)).to.equal('/desk');
    expect(nextPage('/sign-inspector')).to.equal('/sign-inspector');
  });

  const elsewhere = [
    'https://evil.example',
    'http://evil.example/desk',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\n/evil.example',
    ' //evil.example',
    'https:evil.example',
    'https:/evil.example',
    'javascript:alert(1)',
    'data:text/html,hello',
    '/.//evil.example',
    '/desk\\..\\..\\evil.example',
    '/\u0000/evil.example',
    '//desk@evil.example',
    'evil.example',
    '%2f%2fevil.example',
  ];
  for (const spelling of elsewhere)
    it(`is never another site: ${JSON.stringify(spelling)}`, () => {
      expect(nextPage(spelling)).to.equal('/desk');
      expect(ownPath(spelling, '/home')).to.equal('/home');
    });

  it('stays on this site as a browser reads it, whatever is let through', () => {
    for (const path of ['/%2f%2fevil.example', '/%5cevil.example', '/desk?next=//evil.example', '/desk#//evil.example'])
      expect(new URL(nextPage(path), 'https://desk.example').origin).to.equal('https://desk.example');
  });
});
