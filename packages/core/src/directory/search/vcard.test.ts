import { expect } from 'chai';
import { emptyContent } from '../entries/entry-subject.js';
import { telephoneUri, vcardOf } from './vcard.js';

const card = (name: string, responsibilities: string[] = []) =>
  vcardOf(
    {
      record: {
        ...emptyContent,
        ...{ id: '0190a8d0-0000-7000-8000-000000000001', kind: 'person', authorityId: 1, name, sortName: '' },
        ...{ telephone: '01632 960001 ext 12', email: 'a@dunmere.example', version: 1, teams: [], responsibilities },
      },
      availability: { state: 'here', until: null, absence: null },
      ...{ teams: [{ id: 't', name: 'Roads; bridges, drains', leads: false }], manager: null, deputy: null },
      ...{ reports: [], standsIn: null },
    },
    'Dunmere',
  );

describe('a vCard', () => {
  it('has the name in parts, the council and the team, and what a comma would part is kept together', () => {
    const text = card('Siân van der Berg');
    expect(text)
      .to.match(/^BEGIN:VCARD\r\nVERSION:4\.0\r\n/)
      .and.match(/\r\nEND:VCARD\r\n$/);
    expect(text).to.include('\r\nFN:Siân van der Berg\r\nN:Berg;Siân van der;;;\r\n');
    expect(text).to.include('\r\nORG:Dunmere;Roads\\; bridges\\, drains\r\n');
    expect(text).to.include('tel:01632960001;ext=12\r\n');
  });

  it('folds long lines at 75 octets without cutting a letter', () => {
    const does = Array.from({ length: 12 }, (_, at) => `llwybrau â phyllau ${at}`);
    const lines = card('Tomos', does).split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).to.be.at.most(75);
    const unfolded = lines.join('\r\n').replace(/\r\n /g, '');
    expect(unfolded).to.include(`NOTE:${does.join('\\n')}`);
  });

  it('calls a number with its extension', () => {
    expect(telephoneUri('+44 1632 960001')).to.equal('tel:+441632960001');
    expect(telephoneUri('01632 960001 x7')).to.equal('tel:01632960001;ext=7');
  });
});
