import { z } from 'zod';

/* What the API answers of the directory. */

const kind = z.enum(['person', 'team']);
const text = z.string();
const Absence = z.object({
  ...{ personId: text, personName: text, deputyId: text, deputyName: text, fromOn: text, toOn: text },
  version: z.number(),
});

const Record = z.object({
  ...{ id: text, kind, authorityId: z.number(), name: text, sortName: text, email: text, telephone: text },
  /** Of a person. */
  jobTitle: text.optional(),
  responsibilities: z.array(text).optional(),
  managerId: text.nullable().optional(),
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

const Named = z.object({ id: text, name: text });

export const PersonShape = AvailableShape.extend({
  teams: z.array(Named.extend({ leads: z.boolean() })),
  manager: Named.nullable(),
  reports: z.array(Named.extend({ jobTitle: text })),
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
