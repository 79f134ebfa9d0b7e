import { expect } from 'chai';
import { errorOf } from '../../testing/expectations.js';
import { parseInput } from '../../kernel/input.js';
import { applyPatch, PatchBody, patchSchema, type Resource } from './apply-patch.js';

const patched = (resource: Resource, ...Operations: object[]): Resource =>
  applyPatch(resource, parseInput(PatchBody, { schemas: [patchSchema], Operations }).Operations);
const refusal = async (...Operations: object[]) =>
  (await errorOf(Promise.resolve().then(() => patched({ active: true }, ...Operations)))).facts['scimType'];

describe('a PATCH of SCIM', () => {
  it('replaces attributes, whole or within, whatever case their names are in', () => {
    expect(patched({ title: 'Adviser' }, { op: 'Replace', path: 'TITLE', value: 'Officer' })).to.deep.equal({
      title: 'Officer',
    });
    expect(
      patched({ name: { givenName: 'Helen' } }, { op: 'add', path: 'name.familyName', value: 'Tranter' }),
    ).to.deep.equal({ name: { givenName: 'Helen', familyName: 'Tranter' } });
    expect(patched({ title: 'Adviser' }, { op: 'remove', path: 'title' })).to.deep.equal({});
  });

  it('takes attributes without a path, as Okta sends them', () => {
    expect(patched({ active: true }, { op: 'replace', value: { active: false } })).to.deep.equal({ active: false });
    expect(patched({ name: {} }, { op: 'add', value: { 'name.givenName': 'Helen' } })).to.deep.equal({
      name: { givenName: 'Helen' },
    });
  });

  it('chooses values of a list by a comparison, and adds the one that isn’t there, as Entra ID expects', () => {
    const emails = [{ type: 'work', value: 'a@dunmere.example', primary: true }];
    const path = 'emails[type eq "work"].value';
    expect(patched({ emails }, { op: 'Replace', path, value: 'b@dunmere.example' })).to.deep.equal({
      emails: [{ type: 'work', value: 'b@dunmere.example', primary: true }],
    });
    expect(patched({}, { op: 'Add', path, value: 'b@dunmere.example' })).to.deep.equal({
      emails: [{ type: 'work', value: 'b@dunmere.example' }],
    });
    expect(patched({ emails }, { op: 'remove', path: 'emails[type eq "home"].value' })).to.deep.equal({ emails });
    expect(patched({ emails }, { op: 'remove', path: 'emails[type eq "work"]' })).to.deep.equal({ emails: [] });
  });

  it('adds members once, and removes them in either of the two ways', () => {
    const [one, two] = [{ value: '1' }, { value: '2' }];
    expect(patched({ members: [one] }, { op: 'add', path: 'members', value: [one, two] })).to.deep.equal({
      members: [one, two],
    });
    const gone = { members: [two] };
    expect(patched({ members: [one, two] }, { op: 'remove', path: 'members[value eq "1"]' })).to.deep.equal(gone);
    expect(patched({ members: [one, two] }, { op: 'Remove', path: 'members', value: [one] })).to.deep.equal(gone);
    expect(patched({ members: [one, two] }, { op: 'remove', path: 'members' })).to.deep.equal({});
  });

  it('passes over what the enterprise extension says', () => {
    const path = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department';
    expect(patched({ title: 'Adviser' }, { op: 'Add', path, value: 'Housing' })).to.include({ title: 'Adviser' });
  });

  it('says what is wrong with one that it can’t take', async () => {
    expect(await refusal({ op: 'replace', path: 'a b', value: 1 })).to.equal('invalidPath');
    expect(await refusal({ op: 'replace', path: '__proto__.active', value: 1 })).to.equal('invalidPath');
    expect(await refusal({ op: 'replace', path: 'emails[type eq "\\q"].value', value: 1 })).to.equal('invalidPath');
    expect(await refusal({ op: 'remove' })).to.equal('noTarget');
    expect(await refusal({ op: 'replace', value: 'words' })).to.equal('invalidValue');
  });
});
