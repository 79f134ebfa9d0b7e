import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { Question } from '../../services/index.js';
import { writeXml } from '../wire/write-xml.js';
import { serviceAttributes } from './service-attributes.js';

const folder = path.join(process.env['MOOTHALL_TEST_DATA'] ?? '', 'open311');
const hasSchemas = process.env['MOOTHALL_TEST_DATA'] !== undefined && existsSync(folder);

const options = [
  { value: 'grey', label: 'Grey' },
  { value: 'green', label: 'Green & brown' },
];
const ask = (key: string, type: string, more: object = {}): Question =>
  Question.parse({ key, label: `The ${key}?`, type, personal: 'none', ...more });
const form = {
  questions: [
    ask('bin', 'choice', { required: true, options, help: 'Look at its lid.' }),
    ask('bins', 'choices', { options }),
    ask('again', 'yes-no', { required: true, showWhen: { question: 'bin', is: 'grey' } }),
    ask('day', 'date'),
    ask('photo', 'file'),
    ask('words', 'long-text'),
    ask('count', 'number'),
  ],
};

describe('the attributes of a service', () => {
  const attributes = serviceAttributes({ form });

  it('are its questions that GeoReport can ask, in their order', () => {
    expect(attributes.map(({ code, datatype, required, order }) => [order, code, datatype, required])).to.deep.equal([
      [1, 'bin', 'singlevaluelist', true],
      [2, 'bins', 'multivaluelist', false],
      [3, 'again', 'singlevaluelist', false],
      [4, 'day', 'datetime', false],
      [5, 'words', 'text', false],
      [6, 'count', 'number', false],
    ]);
    expect(attributes[0]).to.deep.include({ description: 'The bin? Look at its lid.', variable: true });
    expect(attributes[1]?.values).to.deep.equal([
      { key: 'grey', name: 'Grey' },
      { key: 'green', name: 'Green & brown' },
    ]);
  });

  it('use the words of the published schema', function () {
    if (!hasSchemas) return this.skip();
    const file = path.join(folder, 'service-definition.schema.json');
    const { properties } = JSON.parse(readFileSync(file, 'utf8')) as {
      properties: { attributes: { items: { required: string[]; properties: { datatype: { enum: string[] } } } } };
    };
    const { required, properties: known } = properties.attributes.items;
    for (const attribute of attributes) {
      expect(attribute).to.include.all.keys(required);
      expect(known).to.include.all.keys(Object.keys(attribute));
      expect(known.datatype.enum).to.include(attribute.datatype);
    }
  });

  it('stand in XML with each value in an element of its own', () => {
    const xml = writeXml('service_definition', { service_code: 'bins', attributes: attributes.slice(1, 2) });
    expect(xml).to.equal(
      '<?xml version="1.0" encoding="utf-8"?>\n<service_definition><service_code>bins</service_code><attributes>' +
        '<attribute><variable>true</variable><code>bins</code><datatype>multivaluelist</datatype>' +
        '<required>false</required><datatype_description/><order>2</order><description>The bins?</description>' +
        '<values><value><key>grey</key><name>Grey</name></value>' +
        '<value><key>green</key><name>Green &amp; brown</name></value></values></attribute>' +
        '</attributes></service_definition>\n',
    );
    expect(writeXml('a', 'x\u0000<\uD800>')).to.contain('<a>x&lt;&gt;</a>');
  });
});
