import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createTemplates } from './templates.js';

const TYPED = "<%# view: import('./views.js').View %>\n";

describe('createTemplates', () => {
  let root: string;
  const write = (name: string, text: string): string => {
    const file = path.join(root, `${name}.ejs`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, TYPED + text);
    return file;
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'moothall-templates-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('prints a view model with everything escaped', () => {
    write('cases/views/case', '<h1><%= view.title %></h1>');
    expect(createTemplates({ root }).render('/cases/views/case', { title: '<b>Bin</b> & "lid"' })).to.equal(
      '<h1>&lt;b&gt;Bin&lt;/b&gt; &amp; &quot;lid&quot;</h1>',
    );
  });

  it('includes another template with the view given and no other', () => {
    write('page', "<%- include('/part', { name: 'inner' }) %>");
    write('part', '<i><%= view.name %><%= view.secret %></i>');
    expect(createTemplates({ root }).render('/page', { secret: 'outer' })).to.equal('<i>inner</i>');
  });

  it('reads no file once it is made', () => {
    write('page', "<%- include('/part', {}) %>");
    write('part', 'still here');
    const templates = createTemplates({ root });
    rmSync(path.join(root, 'part.ejs'));
    expect(templates.render('/page', {})).to.equal('still here');
  });

  it('names the template and the line of a failure, and who included it', () => {
    write('page', "<p>\n<%- include('/part', { people: undefined }) %>\n</p>");
    write('part', '<ul>\n<% for (const person of view.people) { %>\n<li><%= person %></li>\n<% } %>\n</ul>');
    expect(() => createTemplates({ root }).render('/page', {})).to.throw(
      '/part, line 3: view.people is not iterable, included by /page, line 3',
    );
  });

  it('names the line where an object would be printed', () => {
    write('page', '<p>\n\n<%= view.customer %></p>');
    expect(() => createTemplates({ root }).render('/page', { customer: {} })).to.throw(
      '/page, line 4: cannot print a value of type object',
    );
  });

  it('names the template that does not compile', () => {
    write('broken', '<% if (view.open { %>');
    expect(() => createTemplates({ root })).to.throw('Template /broken does not compile');
  });

  it('refuses a template whose first line names no view', () => {
    writeFileSync(path.join(root, 'bare.ejs'), '<p></p>');
    expect(() => createTemplates({ root })).to.throw("Template /bare, line 1: name the view's type first");
  });

  it('names a template that does not exist', () => {
    expect(() => createTemplates({ root }).render('/nowhere', {})).to.throw('No template is called /nowhere');
  });

  it('sees a changed file when told to reload, and not otherwise', () => {
    const file = write('page', 'before');
    const [fixed, reloading] = [createTemplates({ root }), createTemplates({ root, reload: 'always' })];
    write('page', 'after');
    utimesSync(file, 1_900_000_000, 1_900_000_000);
    expect([fixed.render('/page', {}), reloading.render('/page', {})]).to.deep.equal(['before', 'after']);
  });

  it('keeps white space inside what is printed, and statements on several lines', () => {
    write('page', '<pre><%= view.text %></pre>\n<%\nconst two = [1,\n  2];\n%>\n<%= two.length\n  + 1 %>');
    expect(createTemplates({ root }).render('/page', { text: '  a\n    b' })).to.equal('<pre>  a\n    b</pre>\n3');
  });

  it('compiles every template of the product', () => {
    expect(createTemplates().names).to.include.members(['/web/layouts/desk', '/web/components/field']);
  });
});
