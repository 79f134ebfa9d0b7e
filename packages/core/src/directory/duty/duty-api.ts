import { z } from 'zod';
import { malformed } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { getRota, listRotas, whoIsOnDuty, type ShownRota } from './duty-queries.js';
import { addRota, changeRota, dropSwap, endRota, swapDuty } from './keep-rota.js';

const tag = 'Duty rotas';
const params = z.strictObject({ id: uuidField });
const root = '/api/v1/duty-rotas';
const text = z.string().nullable();
const Period = z.object({ fromMinute: z.number(), toMinute: z.number() });
const RotaShape = z.object({
  ...{ id: z.string(), authorityId: z.number(), teamId: text, teamName: text, name: z.string() },
  ...{ lgsl: z.array(z.number()), hours: z.record(z.string(), z.array(Period)), weeks: z.array(z.array(z.string())) },
  ...{
    startsOn: z.string(),
    changesAtMinute: z.number(),
    answerMinutes: z.number(),
    escalatesToId: text,
    endedAt: z.number().nullable(),
  },
  version: z.number(),
  swaps: z.array(
    z.object({ id: z.string(), personId: z.string(), standsInId: z.string(), fromOn: z.string(), toOn: z.string() }),
  ),
  onDuty: z.object({ people: z.array(z.string()), until: z.number() }).nullable(),
});
const WarningShape = z.object({
  ...{ kind: z.enum(['nobody', 'away', 'twice']), rotaId: z.string(), fromOn: z.string(), toOn: z.string() },
  ...{ personId: text, otherRotaId: text },
});
const Changed = z.object({ id: z.string(), version: z.number() });

const rotaJson = ({ rota, swaps, now }: ShownRota) =>
  RotaShape.parse({
    ...{ ...rota, swaps },
    onDuty: now && { people: now.people.map(({ personId }) => personId), until: now.until },
  });

function versionOf(ifMatch: number | undefined): number {
  if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the ETag of the rota that you read.');
  return ifMatch;
}

export const dutyApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: root,
    permission: 'directory.read',
    query: listRotas.input,
    api: {
      summary: 'A council’s duty rotas, who is on duty now, and gaps and overlaps of the next four weeks',
      tag,
      output: z.object({ items: z.array(RotaShape), warnings: z.array(WarningShape), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const { rotas, warnings } = await context.read(listRotas, context.query);
      return json({ items: rotas.map(rotaJson), warnings: [...warnings], nextCursor: null });
    },
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/duty',
    permission: 'directory.read',
    query: whoIsOnDuty.input,
    api: {
      summary: 'Who is on duty now for a team, a service or a council, in the order in which they are rung',
      tag,
      output: z.object({
        onDuty: z
          .object({
            ...{ rotaId: z.string(), rotaName: z.string(), until: z.number() },
            people: z.array(z.object({ id: z.string(), name: z.string(), telephone: z.string(), insteadOf: text })),
          })
          .nullable(),
      }),
    },
    handle: async (context) => {
      const found = await context.read(whoIsOnDuty, context.query);
      if (!found) return json({ onDuty: null });
      const people = found.people.map(({ person, insteadOf }) => {
        return { id: person.id, name: person.name, telephone: person.telephone, insteadOf };
      });
      const { rota, until } = found;
      return json({ onDuty: { rotaId: rota.id, rotaName: rota.name, until, people } });
    },
  }),
  apiRoute({
    method: 'get',
    path: `${root}/:id`,
    permission: 'directory.read',
    params,
    api: { summary: 'A duty rota', tag, output: RotaShape },
    handle: async (context) => {
      const found = await context.read(getRota, context.params);
      return json(rotaJson(found), { version: found.rota.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: root,
    permission: 'directory.keep-rotas',
    body: addRota.input,
    api: { summary: 'Add a duty rota', tag, status: 201, output: Changed },
    handle: async (context) => json(await context.run(addRota, context.body), { status: 201, version: 1 }),
  }),
  apiRoute({
    method: 'put',
    path: `${root}/:id`,
    permission: 'directory.keep-rotas',
    params,
    body: changeRota.input.omit({ id: true, expectedVersion: true }),
    api: { summary: 'Change a duty rota', tag, output: Changed },
    handle: async (context) => {
      const key = { id: context.params.id, expectedVersion: versionOf(context.ifMatch) };
      const done = await context.run(changeRota, { ...context.body, ...key });
      return json(done, { version: done.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: `${root}/:id/end`,
    permission: 'directory.keep-rotas',
    params,
    body: z.strictObject({}),
    api: { summary: 'End a duty rota', tag, output: Changed },
    handle: async (context) => {
      const { id } = context.params;
      return json(await context.run(endRota, { id, expectedVersion: versionOf(context.ifMatch) }));
    },
  }),
  apiRoute({
    method: 'post',
    path: `${root}/:id/swaps`,
    permission: 'directory.keep-rotas',
    params,
    body: swapDuty.input.omit({ rotaId: true }),
    api: { summary: 'Have somebody do another’s duty', tag, status: 201, output: z.object({ id: z.string() }) },
    handle: async (context) => {
      const done = await context.run(swapDuty, { ...context.body, rotaId: context.params.id });
      return json(done, { status: 201 });
    },
  }),
  apiRoute({
    method: 'delete',
    path: `${root}/:id/swaps/:swapId`,
    permission: 'directory.keep-rotas',
    params: params.extend({ swapId: uuidField }),
    api: { summary: 'Take a swap away', tag, output: z.object({}) },
    handle: async (context) => {
      const { id: rotaId, swapId } = context.params;
      return json(await context.run(dropSwap, { rotaId, swapId }));
    },
  }),
];
