import { z } from 'zod';
import { Participant } from '../../interactions/index.js';
import { line, longText, uuidField } from '../../kernel/input.js';
import { PRIORITIES, STOP_OUTCOMES } from '../../services/index.js';
import { StoredUpload } from '../files/uploads.js';

/** Longest note, in characters. */
export const noteLength = 10_000;

/** What logging a case takes. */
export const LogCaseInput = z.strictObject({
  serviceId: uuidField,
  /** When given, the service must be this authority's. */
  authorityId: z.coerce.number().int().optional(),
  /** By the keys of the form's questions; parsed with the published version. */
  answers: z.unknown().default({}),
  /** {uprn, text, postcode} for an address, {lat, long, description} for a point. */
  location: z.unknown().optional(),
  customerId: uuidField.optional(),
  /** Who it is for, as they are recorded now. Left out, the contact's own. */
  participant: Participant.optional(),
  priority: z.enum(PRIORITIES).optional(),
  note: longText(noteLength).optional(),
  interactionId: uuidField.optional(),
  enquiryId: uuidField.optional(),
  /** Stops that the customer was told of and the adviser goes on despite. */
  confirmedDespite: z.array(z.enum(STOP_OUTCOMES)).max(STOP_OUTCOMES.length).default([]),
});

/** The same from an API client, which has uploaded the files of file questions and names them. */
export const LogCaseNamingUploads = LogCaseInput.extend({
  files: z
    .array(z.strictObject({ question: line(64), uploadId: uuidField }))
    .max(20)
    .default([]),
});

/** The same from a page, which has stored the files of file questions already. */
export const LogCaseWithFiles = LogCaseInput.extend({
  files: z
    .array(StoredUpload.extend({ question: line(64) }))
    .max(20)
    .default([]),
});
export type LogCase = z.output<typeof LogCaseWithFiles>;
