import { runCommand } from '../../kernel/command.js';
import { parseInput } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { Reply, Route } from '../../kernel/route.js';
import { applyPatch, PatchBody } from './apply-patch.js';
import { addScimGroup, changeScimGroup, removeScimGroupCommand } from './save-scim-group.js';
import { readFilter } from './scim-filter.js';
import {
  findScimGroup,
  groupAttributes,
  listMembersOfGroups,
  listScimGroups,
  type ScimGroup,
  type ScimMembership,
} from './scim-groups-repository.js';
import { listReply, orNotFound, pageOf, scimReply, scimRoute, shaped, type ScimContext } from './scim-reply.js';
import { GroupFields, groupSchema } from './scim-resources.js';
import type { ScimToken } from './scim-tokens-repository.js';
import { aboutRequest, actorOf, expected, idOf, metaOf, scopeOf, textOf } from './scim-request.js';

/** With their members, so fewer than of users. */
const mostGroups = 50;

export const scimGroupRoutes: readonly Route[] = [
  scimRoute('get', '/Groups', async ({ kernel, query }, client) => {
    const filter = readFilter(textOf(query['filter']), groupAttributes);
    const { startIndex, count } = pageOf(query, mostGroups);
    const db = kernel.db.read(scopeOf(client));
    const found = await listScimGroups(db, filter, { limit: count, offset: startIndex - 1 });
    const members = await listMembersOfGroups(
      db,
      found.items.map(({ id }) => id),
    );
    const resources = found.items.map((group) => shaped(resourceOf(kernel, group, members), query));
    return listReply(resources, { total: found.total, startIndex });
  }),
  scimRoute('post', '/Groups', async (context, client) => {
    const group = parseInput(GroupFields, context.body);
    const input = { authorityId: client.authorityId, ...group, members: [...group.members] };
    const { id } = await runCommand(context.kernel, actorOf(client), addScimGroup, input, aboutRequest(context));
    return showGroup(context, client, id, 201);
  }),
  scimRoute('get', '/Groups/:id', (context, client) => showGroup(context, client, idOf(context))),
  scimRoute('put', '/Groups/:id', async (context, client) => {
    const id = idOf(context);
    await changeTo(context, client, id, context.body);
    return showGroup(context, client, id);
  }),
  scimRoute('patch', '/Groups/:id', async (context, client) => {
    const { Operations } = parseInput(PatchBody, context.body);
    const id = idOf(context);
    const db = context.kernel.db.read(scopeOf(client));
    const group = orNotFound(await findScimGroup(db, id));
    const before = resourceOf(context.kernel, group, await listMembersOfGroups(db, [id]));
    await changeTo(context, client, id, applyPatch(before, Operations), group.version);
    // A large group is not sent back for each member that joins it, unless the client asks (RFC 7644, section 3.5.2).
    if (context.query['attributes'] !== undefined) return showGroup(context, client, id);
    return { kind: 'empty', status: 204 };
  }),
  scimRoute('delete', '/Groups/:id', async (context, client) => {
    const input = { id: idOf(context), authorityId: client.authorityId, ...expected(context) };
    await runCommand(context.kernel, actorOf(client), removeScimGroupCommand, input, aboutRequest(context));
    return { kind: 'empty', status: 204 };
  }),
];

async function changeTo(
  context: ScimContext,
  client: ScimToken,
  id: string,
  body: unknown,
  readAt?: number,
): Promise<void> {
  const group = parseInput(GroupFields, body);
  const change = { ...group, members: [...group.members] };
  const input = { id, authorityId: client.authorityId, ...expected(context, readAt), ...change };
  await runCommand(context.kernel, actorOf(client), changeScimGroup, input, aboutRequest(context));
}

async function showGroup(context: ScimContext, client: ScimToken, id: string, status = 200): Promise<Reply> {
  const { kernel, query } = context;
  const db = kernel.db.read(scopeOf(client));
  const group = orNotFound(await findScimGroup(db, id));
  const resource = resourceOf(kernel, group, await listMembersOfGroups(db, [id]));
  return scimReply(shaped(resource, query), { status, version: group.version, location: resource.meta.location });
}

function resourceOf(kernel: Kernel, group: ScimGroup, members: readonly ScimMembership[]) {
  const mine = members.filter(({ groupId }) => groupId === group.id);
  return {
    schemas: [groupSchema],
    id: group.id,
    ...(group.externalId === null ? {} : { externalId: group.externalId }),
    displayName: group.displayName,
    members: mine.map(({ userId, userName }) => ({ value: userId, display: userName, type: 'User' })),
    meta: metaOf(kernel, 'Group', group),
  };
}
