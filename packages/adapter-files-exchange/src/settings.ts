import { caseValue, commentsFor, mappedStatus, sentOfCustomer } from '@moothall/adapter-sdk';
import { z } from 'zod';

const text = z.string().min(1).max(500);

const Server = z.strictObject({
  host: text.describe('The SFTP server, such as sftp.contractor.example'),
  port: z.int().min(1).max(65_535).default(22),
  user: text.describe('The account there'),
  hostKeys: z
    .array(z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'Write SHA256: and the 43 characters that ssh-keygen shows'))
    .min(1)
    .describe('The fingerprints of its keys, as ssh-keygen -lf shows them: SHA256:…; it is spoken to under no other'),
});
export type Server = z.output<typeof Server>;

const Schedule = z
  .strictObject({
    everyMinutes: z.int().min(0).max(1440).optional().describe('A round after so many minutes; 0: each minute'),
    times: z
      .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time as 06:30'))
      .min(1)
      .optional()
      .describe('Rounds at these times of day in London: 06:30'),
  })
  .refine(({ everyMinutes, times }) => (everyMinutes === undefined) !== (times === undefined), {
    message: 'Give either everyMinutes or times',
  });
export type Schedule = z.output<typeof Schedule>;

export const Settings = z.strictObject({
  folder: text.describe(
    'Where both sides put files: a folder of this machine, or of the SFTP server. It has to be there',
  ),
  sftp: Server.optional().describe('Where the folder lies on an SFTP server; without it, it lies on this machine'),
  schedule: Schedule.default({ everyMinutes: 15 }).describe('When files are written and read'),
  services: z.record(z.string(), text).describe('What our services are called there, by ours'),
  columns: z
    .record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Use small letters, digits and _'), caseValue)
    .default({})
    .describe('Columns that are added to the file of cases, by their names'),
  sends: sentOfCustomer,
  statuses: z
    .record(z.string(), mappedStatus)
    .default({})
    .describe('What their statuses stand for; acknowledged is that they have taken a case'),
  comments: commentsFor,
  rowsAtMost: z.int().min(1).max(1000).default(500).describe('Of one file; what is more goes with the next round'),
  keepDays: z
    .int()
    .min(30)
    .max(3650)
    .default(90)
    .describe('For how long files that were read, and what was sent, stay'),
});
export type Settings = z.output<typeof Settings>;

export const Secrets = z.strictObject({
  password: z.string().min(1).optional().describe('Of the account on the SFTP server'),
  privateKey: z.string().min(1).optional().describe('In place of a password: a private key, as OpenSSH or PEM has it'),
  passphrase: z.string().min(1).optional().describe('Of the private key'),
});
export type Secrets = z.output<typeof Secrets>;
