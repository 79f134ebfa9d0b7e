import { z } from 'zod';
import { EntryInput } from './entries/entry-input.js';

/* What the API answers of the directory. */

const kind = z.enum(['person', 'team']);
const text = z.string();
const Absence = z.object({
  ...{ personId: text, personName: text, deputyId: text, deputyName: text, fromOn: text, toOn: text },
  version: z.number(),
});

const Record = EntryInput.extend({
  ...{ id: text, kind, authorityId: z.number(), name: text, sortName: text, email: text, version: z.number() },
  /** Of a person. */
  teams: z.array(z.object({ id: text, leads: z.boolean() })).optional(),
  /** Of a team. */
  purpose: text.optional(),
});

const Availability = z.object({
  state: z.enum(['here', 'off', 'away']),
  until: z.number().nullable(),
  absence: Absence.nullable(),
});

export const AvailableShape = z.object({ record: Record, availability: Availability });

/** Whom to ask now, and why. */
export const RouteShape = AvailableShape.extend({
  reasons: z.array(text),
  insteadOf: z.object({ id: text, name: text }).nullable(),
});

const Named = z.object({ id: text, name: text });

export const PersonShape = AvailableShape.extend({
  teams: z.array(Named.extend({ leads: z.boolean() })),
  manager: Named.nullable(),
  reports: z.array(Named.extend({ jobTitle: text })),
  deputy: Named.nullable(),
  standsIn: AvailableShape.nullable(),
});

export const TeamShape = AvailableShape.extend({ members: z.array(AvailableShape.extend({ leads: z.boolean() })) });

const ChartNode = Named.extend({
  jobTitle: text,
  below: z.number(),
  get reports() {
    return z.array(ChartNode);
  },
});

export const ChartShape = z.object({ above: z.array(Named), top: z.array(ChartNode) });

const Subject = z.object({ kind, id: text });

export const EntryShape = z.object({
  ...{ subject: Subject, name: text, authorityId: z.number(), content: EntryInput, version: z.number() },
});

export const ChangeShape = z.object({
  ...{ id: text, authorityId: z.number(), subject: Subject, subjectName: text, content: EntryInput },
  ...{ fields: z.array(text), baseVersion: z.number(), version: z.number(), reason: text.nullable() },
  state: z.enum(['waiting', 'approved', 'declined', 'replaced']),
  ...{
    writtenBy: text.nullable(),
    writtenAt: z.number(),
    decidedBy: text.nullable(),
    decidedAt: z.number().nullable(),
  },
});
