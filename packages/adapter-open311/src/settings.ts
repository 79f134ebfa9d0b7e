import { z } from 'zod';

const text = z.string().min(1).max(500);

/** Where an attribute's value comes from. */
const Attribute = z
  .strictObject({
    from: text
      .optional()
      .describe('A question of the service by its key; or @reference, @uprn, @title, @priority or @address'),
    value: z.string().max(500).optional().describe('Always this'),
    values: z.record(z.string(), z.string()).optional().describe('What the answers are called there, by ours'),
  })
  .refine(({ from, value }) => (from === undefined) !== (value === undefined), {
    message: 'Give either from or value',
  });
export type Attribute = z.output<typeof Attribute>;

const Service = z.strictObject({
  code: text.describe('service_code'),
  attributes: z.record(z.string(), Attribute).default({}).describe('What is sent as attribute[…], by its code there'),
});
export type MappedService = z.output<typeof Service>;

const Status = z.strictObject({
  status: text.optional().describe('The status of the service’s lifecycle; without it, only the words are kept'),
  outcome: text.optional().describe('Of a status that closes the case'),
  words: text.optional().describe('What staff call it'),
});
export type MappedStatus = z.output<typeof Status>;

export const Settings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe('Where services.json and requests.json lie: https://…/open311/v2/'),
  jurisdiction: text.optional().describe('jurisdiction_id'),
  format: z.enum(['json', 'xml']).default('json'),
  services: z.record(z.string(), Service).describe('What our services are called there, by ours'),
  sends: z
    .array(z.enum(['name', 'email', 'telephone']))
    .default([])
    .describe('What of the customer is sent: nothing, unless it is said here'),
  photos: z.enum(['upload', 'none']).default('none').describe('upload: with the request, as multipart'),
  updates: z.enum(['mysociety', 'none']).default('none').describe('mysociety: servicerequestupdates, both ways'),
  statuses: z
    .record(z.string(), Status)
    .default({})
    .describe('What their statuses stand for, by external_status_code or status'),
  comments: z.enum(['staff', 'customer']).default('staff').describe('Who may read what they write'),
  noteStatus: text.default('OPEN').describe('The status that goes with a note'),
  withdrawnStatus: text.default('CLOSED').describe('The status that goes with a case that was closed here'),
  lookUp: z
    .enum(['requests', 'none'])
    .default('requests')
    .describe('Whether requests.json shows what was just made: asked where an answer was lost'),
  followDays: z.int().min(1).max(365).default(90).describe('For how long requests are followed without updates'),
  everyMinutes: z.int().min(0).max(1440).default(5).describe('How often requests are asked for without updates'),
});
export type Settings = z.output<typeof Settings>;

export const Secrets = z.strictObject({ apiKey: z.string().min(1).optional().describe('api_key') });
export type Secrets = z.output<typeof Secrets>;
