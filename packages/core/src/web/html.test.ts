import { expect } from 'chai';
import fc from 'fast-check';
import { escapeHtml } from './html.js';

describe('escapeHtml', () => {
  it('escapes every character that means something in HTML, wherever it stands', () => {
    expect(escapeHtml(`<a href="x" title='y'>Tom & Jo</a>`)).to.equal(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;Tom &amp; Jo&lt;/a&gt;',
    );
    expect(escapeHtml('&')).to.equal('&amp;');
    expect(escapeHtml('"last"')).to.equal('&quot;last&quot;');
  });

  it('keeps emoji, right-to-left text and Welsh letters as they are', () => {
    for (const text of ['🗑️ bin', 'שלום', 'Ŵyn a thŷ']) expect(escapeHtml(text)).to.equal(text);
  });

  it('prints numbers and booleans, and nothing for what is absent', () => {
    expect(escapeHtml(0)).to.equal('0');
    expect(escapeHtml(false)).to.equal('false');
    expect(escapeHtml(10n)).to.equal('10');
    expect(escapeHtml(undefined)).to.equal('');
    expect(escapeHtml(null)).to.equal('');
  });

  it('refuses to print an object or an array', () => {
    expect(() => escapeHtml({ name: 'Jo' })).to.throw(TypeError, 'cannot print a value of type object');
    expect(() => escapeHtml(['Jo'])).to.throw(TypeError, 'cannot print an array');
  });

  it('can always be undone, and never leaves a special character bare', () => {
    const undo = (text: string): string =>
      text
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', ';', 'é', '😀') }), (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).to.not.match(/[<>"']/);
        expect(undo(escaped)).to.equal(text);
      }),
    );
  });
});
