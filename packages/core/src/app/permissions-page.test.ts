import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describePermissions } from '../access/index.js';
import { allPermissions } from './capabilities.js';

describe('docs/administer/permissions.md', () => {
  it('is what the code says (node scripts/write-permissions.mjs writes it anew)', () => {
    const page = new URL('../../../../docs/administer/permissions.md', import.meta.url);
    expect(readFileSync(page, 'utf8')).to.equal(describePermissions(allPermissions()));
  });
});
