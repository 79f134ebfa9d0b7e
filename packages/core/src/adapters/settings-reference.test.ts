import { expect } from 'chai';
import { z } from 'zod';
import { referenceOf } from './settings-reference.js';

describe('the reference of an adapter’s settings', () => {
  const settings = z.strictObject({
    url: z.url().describe('Address of the gateway'),
    channels: z.array(z.enum(['email', 'text'])).default(['text']),
    retries: z.number().int().optional(),
    isTrial: z.boolean().default(false),
    depot: z.strictObject({ code: z.string().describe('As the depot has it') }).optional(),
    services: z.record(z.string(), z.strictObject({ theirs: z.string(), urgent: z.boolean().optional() })).default({}),
    hours: z.union([z.literal('always'), z.number()]).optional(),
    crews: z.array(z.strictObject({ name: z.string() })).optional(),
  });
  const rows = () => referenceOf({ settings, secrets: z.strictObject({ token: z.string().describe('Theirs') }) });

  it('says of each what it takes, whether it must be there, and what holds without it', () => {
    const [url, channels, retries, isTrial] = rows().settings;
    expect(url).to.deep.equal({
      ...{ name: 'url', takes: 'web address', isRequired: true, fallback: undefined, about: 'Address of the gateway' },
    });
    expect(channels).to.include({ takes: 'list: one of: email, text', isRequired: false, fallback: '["text"]' });
    expect(retries).to.include({ takes: 'whole number', isRequired: false, fallback: undefined });
    expect(isTrial).to.include({ takes: 'true or false', fallback: 'false' });
    expect(rows().secrets).to.deep.equal([
      { name: 'token', takes: 'text', isRequired: true, fallback: undefined, about: 'Theirs' },
    ]);
  });

  it('goes into settings that hold others, lists and names', () => {
    const names = rows().settings.map(({ name, takes }) => `${name}: ${takes}`);
    expect(names.slice(4)).to.deep.equal([
      ...['depot: settings of its own', 'depot.code: text', 'services: by name: settings of its own'],
      ...['services.<name>.theirs: text', 'services.<name>.urgent: true or false', 'hours: "always", or number'],
      ...['crews: list: settings of its own', 'crews[].name: text'],
    ]);
  });

  it('has the names alone of schemas that it can’t put into words', () => {
    const foreign = { shape: { url: {} }, safeParse: () => ({ success: true }) } as unknown as z.ZodType;
    expect(referenceOf({ settings: foreign, secrets: z.strictObject({}) })).to.deep.equal({
      settings: [{ name: 'url', takes: '', isRequired: false, fallback: undefined, about: '' }],
      secrets: [],
    });
  });
});
