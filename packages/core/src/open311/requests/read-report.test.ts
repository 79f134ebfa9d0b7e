import { expect } from 'chai';
import type { ServiceDefinition } from '../../services/index.js';
import { codeOf } from '../../testing/expectations.js';
import { readReport, type Report } from './read-report.js';

type Kind = ServiceDefinition['location']['kind'];

function read(fields: Record<string, string | string[]>, kind: Kind = 'either'): Report {
  const form = {
    questions: [
      { key: 'bins', type: 'choices' },
      { key: 'day', type: 'date' },
    ],
  };
  return readReport(fields, { definition: { form, location: { kind } } as unknown as ServiceDefinition });
}

describe('a report by Open311', () => {
  it('is read into answers, a place, somebody, and a note of whatever the form doesn’t ask', () => {
    const report = read({
      ...{ 'attribute[bins]': ['grey', 'green'], 'attribute[day]': '2026-06-30T23:30:00Z', 'attribute[easting]': '42' },
      ...{ lat: '52.1', long: '-2.2', address_string: 'By the pump', first_name: 'Joan', last_name: '-', email: ' ' },
      ...{ description: 'Full', media_url: 'https://photos.example/1.jpg', account_id: '7' },
    });
    // 00:30 on the next day in London.
    expect(report.answers).to.deep.equal({ bins: ['grey', 'green'], day: '2026-07-01' });
    expect(report.location).to.deep.equal({ lat: '52.1', long: '-2.2', description: 'By the pump' });
    expect(report.participant).to.deep.equal({ name: 'Joan' });
    expect(report.note).to.equal('Full\nPhoto: https://photos.example/1.jpg\nAccount there: 7\neasting: 42');
  });

  it('is at an address by its UPRN, sent as either of the two names', () => {
    const named = read({ address_id: '999900000004', lat: '52.1', long: '-2.2' }, 'address');
    expect(named.location).to.deep.equal({ uprn: '999900000004', text: 'UPRN 999900000004' });
    expect(named.note).to.equal('Point: 52.1, -2.2');
    const attribute = read({ 'attribute[uprn]': '999900000004', address_string: '4 Quarry Lane' }, 'address');
    expect(attribute.location).to.deep.equal({ uprn: '999900000004', text: '4 Quarry Lane' });
    expect(read({ lat: '52.1', long: '-2.2' }, 'none').location).to.equal(undefined);
  });

  it('takes no description that is longer than GeoReport has it, and no link that is none', async () => {
    const refused = (fields: Record<string, string>): Promise<string> =>
      codeOf(Promise.resolve().then(() => read(fields)));
    expect(await refused({ description: 'a'.repeat(4001) })).to.equal('bad_input');
    expect(await refused({ media_url: 'javascript:alert(1)' })).to.equal('bad_input');
  });
});
