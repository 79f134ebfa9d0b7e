import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect } from 'chai';
import { createTemplates } from './templates.js';
import { normaliseHtml } from './testing/normalise-html.js';

interface Fixture {
  readonly name: string;
  readonly options: Record<string, unknown>;
  readonly html: string;
}

interface Comparison {
  /** Our template, where its name differs. */
  readonly template?: string;
  /** Given with each fixture's options. */
  readonly with?: Record<string, unknown>;
  /** Fixtures whose options we leave out, with the reason. */
  readonly unsupported?: Readonly<Record<string, string>>;
}

const NO_DROP_ZONE = 'govuk-frontend’s drop zone needs its script; file-upload.ts enhances the plain field';

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  'back-link': {},
  breadcrumbs: {},
  button: {},
  checkboxes: {},
  'date-input': {},
  details: {},
  'error-message': {},
  'error-summary': {},
  fieldset: {},
  'file-upload': {
    template: 'field',
    with: { control: 'file' },
    unsupported: {
      enhanced: NO_DROP_ZONE,
      'enhanced, with error message and hint': NO_DROP_ZONE,
      'enhanced, multiple files': NO_DROP_ZONE,
      'enhanced, custom wrapper classes and attributes': NO_DROP_ZONE,
      translated: NO_DROP_ZONE,
    },
  },
  hint: {},
  input: { template: 'field', with: { control: 'text' } },
  'inset-text': {},
  label: {},
  'notification-banner': {},
  pagination: {},
  radios: {},
  select: {
    template: 'field',
    with: { control: 'select' },
    unsupported: { 'with falsy values': 'an option’s value is text or a number, never true or false' },
  },
  'skip-link': {},
  'summary-list': {},
  table: {},
  tag: {},
  textarea: { template: 'field', with: { control: 'textarea' } },
  'warning-text': {},
};

const govuk = path.dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json'));
const templates = createTemplates();

for (const [component, { template = component, with: extra = {}, unsupported = {} }] of Object.entries(COMPARISONS)) {
  describe(`the ${component} component`, () => {
    const fixtures = readFixtures(component);

    for (const fixture of fixtures.filter(({ name }) => !(name in unsupported))) {
      it(`prints govuk-frontend's markup: ${fixture.name}`, () => {
        const view = { ...(withBodyHtml(fixture.options) as object), ...extra };
        const html = templates.render(`/web/components/${template}`, view);
        expect(normaliseHtml(html)).to.equal(normaliseHtml(fixture.html));
      });
    }

    it('leaves out only fixtures that exist', () => {
      expect(fixtures.map(({ name }) => name)).to.include.members(Object.keys(unsupported));
    });
  });
}

function readFixtures(component: string): Fixture[] {
  const file = path.join(govuk, 'dist/govuk/components', component, 'fixtures.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { fixtures: Fixture[] }).fixtures;
}

/** govuk-frontend calls markup `html`; here it is `bodyHtml`, wherever it stands. */
function withBodyHtml(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBodyHtml);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key === 'html' ? 'bodyHtml' : key, withBodyHtml(part)]),
  );
}
