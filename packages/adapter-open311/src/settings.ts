import { caseValue, commentsFor, mappedStatus, sentOfCustomer } from '@moothall/adapter-sdk';
import { z } from 'zod';

const text = z.string().min(1).max(500);

const Service = z.strictObject({
  code: text.describe('service_code'),
  attributes: z.record(z.string(), caseValue).default({}).describe('What is sent as attribute[…], by its code there'),
});

export const Settings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe('Where services.json and requests.json lie: https://…/open311/v2/'),
  jurisdiction: text.optional().describe('jurisdiction_id'),
  format: z.enum(['json', 'xml']).default('json'),
  services: z.record(z.string(), Service).describe('What our services are called there, by ours'),
  sends: sentOfCustomer,
  photos: z
    .enum(['upload', 'none'])
    .default('none')
    .describe('upload: with the request, and later ones with updates, as multipart'),
  updates: z.enum(['mysociety', 'none']).default('none').describe('mysociety: servicerequestupdates, both ways'),
  statuses: z
    .record(z.string(), mappedStatus)
    .default({})
    .describe('What their statuses stand for, by external_status_code or status'),
  comments: commentsFor,
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
