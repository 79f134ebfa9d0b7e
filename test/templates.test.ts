import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';

const root = path.resolve(import.meta.dirname, '../..');
const typeLine = "<%# view: import('../views.js').CasePage %>";

const soundFiles = {
  'web/html.ts': 'export type Html = string & { readonly producedByTemplate: true };',
  'views.ts': `import type { Html } from './web/html.js';
    export interface CasePage { title: string; place?: { name: string }; notes: string[]; bodyHtml: Html }
    export interface Field { label: string; hint?: string }`,
  'web/field.ejs': "<%# view: import('../views.js').Field %>\n<label><%= view.label %></label>",
  'cases/case.ejs': `${typeLine}
<h1><%= view.title %></h1>
<% for (const note of view.notes) { -%>
  <p><%= note %></p>
<% } %>
<% if (view.place) { %><p><%= view.place.name %></p><% } %>
<%- include('/web/field', { label: 'Your "postcode"' }) %>
<%- view.bodyHtml %>`,
};

/** Runs the check on a folder that holds the sound files and these. */
function check(extraFiles: Record<string, string>): { passed: boolean; output: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'templates-'));
  try {
    for (const [name, text] of Object.entries({ ...soundFiles, ...extraFiles })) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const script = path.join(root, 'scripts/check-templates.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder], { cwd: folder, encoding: 'utf8' });
    return { passed: status === 0, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the check of templates', function () {
  // It type-checks every template in one program.
  this.timeout(90_000);

  it('passes sound templates', () => {
    expect(check({})).to.deep.equal({ passed: true, output: '2 templates checked, 0 faults\n' });
  });

  describe('refuses', () => {
    const faulty: Record<string, { line: string; says: string }> = {
      'a misspelt field': { line: '<p><%= view.titel %></p>', says: "'titel' does not exist" },
      'a field that may be absent': {
        line: '<p><%= view.place.name %></p>',
        says: "'view.place' is possibly 'undefined'",
      },
      'an object printed as text': { line: '<p><%= view.notes %></p>', says: "'string[]' is not assignable" },
      'an include with a missing field': {
        line: "<%- include('/web/field', { hint: 'x' }) %>",
        says: "Property 'label' is missing",
      },
      'an include with a misspelt field': {
        line: "<%- include('/web/field', { label: 'x', hnt: 'y' }) %>",
        says: "'hnt' does not exist",
      },
      'an include of a template that is not there': {
        line: "<%- include('/web/feild', { label: 'x' }) %>",
        says: '"/web/feild"',
      },
      'text printed unescaped': { line: '<%- view.title %>', says: 'only for include(…) and view.bodyHtml' },
      'text smuggled behind an include': {
        line: "<%- include('/web/field', { label: 'x' }) + view.title %>",
        says: "'string' is not assignable to parameter of type 'Html'",
      },
      'a cast, which only TypeScript understands': { line: '<p><%= view.place!.name %></p>', says: 'without types' },
      'a brace that is never closed': { line: '<% if (view.place) { %>', says: "'}' expected" },
    };
    const nameOf = (index: number): string => `cases/faulty-${index}.ejs`;
    let output: string;

    before(function () {
      this.timeout(30_000);
      const files = Object.values(faulty).map(({ line }, index) => [nameOf(index), `${typeLine}\n<main>\n${line}\n`]);
      const result = check({
        ...(Object.fromEntries(files) as Record<string, string>),
        'cases/untyped.ejs': '<p>Hello</p>',
      });
      expect(result.passed).to.equal(false);
      output = result.output;
    });

    for (const [index, [title, { says }]] of Object.entries(faulty).entries()) {
      it(`${title}, naming the template and the line`, () => {
        const line = output.split('\n').find((text) => text.startsWith(`${nameOf(index)}:`));
        expect(line).to.match(/\.ejs:[345]:\d+ /);
        expect(output.slice(output.indexOf(nameOf(index))).split('\ncases/')[0]).to.contain(says);
      });
    }

    it('a template that does not name its type', () => {
      expect(output).to.contain("cases/untyped.ejs:1:1 Name the view's type first");
    });
  });
});
