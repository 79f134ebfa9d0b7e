import { expect } from 'chai';
import { renderPage } from './page.js';
import type { PlainShell } from './shell.js';
import { createTemplates } from './templates.js';

const shell: PlainShell = {
  lang: 'cy',
  title: 'Dim byd yma',
  hasErrors: true,
  authority: { name: 'Dunmere & District', homeHref: '/', themeHref: '/assets/theme/00594f-0.css' },
  nonce: 'abc',
  scheme: 'auto',
  assets: { styles: ['/assets/desk.css'], scripts: ['/assets/desk.js'], preloads: [], icon: '/assets/icon.svg' },
  messages: [{ tone: 'good', text: 'Saved' }],
};

describe('renderPage', () => {
  const html = renderPage(
    createTemplates(),
    'plain',
    '/web/views/error',
    {
      status: 404,
      title: 'Nothing is here',
      whatHappened: '<x>',
      whatYouCanDo: ['Check the reference.'],
      reference: 'r1',
    },
    shell,
  );

  it('puts the page inside its layout, escaped once', () => {
    expect(html).to.contain('<h1>Nothing is here</h1>\n<p>&lt;x&gt;</p>');
    expect(html).to.contain('<title>Gwall: Dim byd yma – Dunmere &amp; District</title>');
  });

  it('states the language, has one main heading and one main landmark, and can be skipped into', () => {
    expect(html).to.contain('<html lang="cy"');
    expect(html.match(/<h1/g)).to.have.length(1);
    expect(html.match(/<main /g)).to.have.length(1);
    expect(html).to.contain('href="#main"');
  });

  it('announces what just happened', () => {
    expect(html).to.match(/role="status"[^>]*>\s*<div class="note note--good">\s*Saved/);
  });

  it('holds no inline script or style', () => {
    expect(html).to.not.match(/<style|style=|\son\w+=|<script(?![^>]*src=)/);
    expect(html).to.contain('<script type="module" src="/assets/desk.js" nonce="abc">');
  });
});
