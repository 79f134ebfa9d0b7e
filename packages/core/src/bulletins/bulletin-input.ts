import { z } from 'zod';
import { getPublishedService } from '../services/index.js';
import type { CommandContext } from '../kernel/command.js';
import { badInput } from '../kernel/errors.js';
import { line, longText, optional, uuidField } from '../kernel/input.js';
import type { BulletinWords } from './repository.js';
import { areaKinds } from './types.js';

/** What a bulletin says, whom it is for, and from when until when. */
export const BulletinInput = z.strictObject({
  title: line(120, 'the title'),
  body: longText(2000, 'what to tell customers'),
  titleCy: optional(line(120)),
  bodyCy: optional(longText(2000)),
  keywords: optional(line(300)),
  serviceId: optional(uuidField),
  areaKind: z.enum(areaKinds, { error: 'Choose where it holds' }).default('everywhere'),
  area: optional(line(80)),
  startsAt: z.number().int(),
  endsAt: z.number().int(),
});

/** @throws bad_input naming the field: an end before the beginning, an area without its name, half of a translation */
export async function readWords(
  { db }: CommandContext,
  authorityId: number,
  input: z.output<typeof BulletinInput>,
): Promise<BulletinWords> {
  const { areaKind, area, startsAt, endsAt, serviceId, titleCy, bodyCy } = input;
  const fault = (field: string, message: string) => badInput({ faults: [{ field, message }] });
  if (endsAt <= startsAt) throw fault('endsAt', 'Choose an end that is after the beginning');
  if (areaKind !== 'everywhere' && area === undefined)
    throw fault(
      'area',
      areaKind === 'ward' ? 'Enter the ward’s name' : 'Enter the beginning of the postcode, such as DM4',
    );
  if ((titleCy === undefined) !== (bodyCy === undefined))
    throw fault(titleCy === undefined ? 'titleCy' : 'bodyCy', 'Enter the Welsh title and text, or neither');
  if (serviceId !== undefined && (await getPublishedService(db, serviceId))?.authorityId !== authorityId)
    throw fault('serviceId', 'Choose a service of this council');
  return {
    ...{ title: input.title, body: input.body, titleCy: titleCy ?? null, bodyCy: bodyCy ?? null },
    ...{ keywords: input.keywords ?? null, serviceId: serviceId ?? null, areaKind, startsAt, endsAt },
    area: areaKind === 'everywhere' ? null : (area ?? null),
  };
}
