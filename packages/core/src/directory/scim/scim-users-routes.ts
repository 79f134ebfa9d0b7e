import { runCommand } from '../../kernel/command.js';
import { parseInput } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { Reply, Route } from '../../kernel/route.js';
import { applyPatch, PatchBody, type Resource } from './apply-patch.js';
import { addScimUser, changeScimUser, removeScimUser } from './save-scim-user.js';
import { readFilter } from './scim-filter.js';
import { listGroupsOfUsers, type ScimMembership } from './scim-groups-repository.js';
import { listReply, orNotFound, pageOf, scimReply, scimRoute, shaped, type ScimContext } from './scim-reply.js';
import { findScimUser, listScimUsers, userAttributes, type ScimUser } from './scim-repository.js';
import { aboutRequest, actorOf, expected, idOf, metaOf, scopeOf, textOf } from './scim-request.js';
import { joinedName, UserFields, userSchema } from './scim-resources.js';
import type { ScimToken } from './scim-tokens-repository.js';

const mostUsers = 200;

export const scimUserRoutes: readonly Route[] = [
  scimRoute('get', '/Users', async ({ kernel, query }, client) => {
    const filter = readFilter(textOf(query['filter']), userAttributes);
    const { startIndex, count } = pageOf(query, mostUsers);
    const db = kernel.db.read(scopeOf(client));
    const found = await listScimUsers(db, filter, { limit: count, offset: startIndex - 1 });
    const groups = await listGroupsOfUsers(
      db,
      found.items.map(({ id }) => id),
    );
    const resources = found.items.map((user) => shaped(resourceOf(kernel, user, groups), query));
    return listReply(resources, { total: found.total, startIndex });
  }),
  scimRoute('post', '/Users', async (context, client) => {
    const user = parseInput(UserFields, context.body);
    const { authorityId } = client;
    const { id } = await runCommand(
      context.kernel,
      actorOf(client),
      addScimUser,
      { authorityId, ...user },
      aboutRequest(context),
    );
    return showUser(context, client, id, 201);
  }),
  scimRoute('get', '/Users/:id', (context, client) => showUser(context, client, idOf(context))),
  scimRoute('put', '/Users/:id', async (context, client) => {
    const id = idOf(context);
    await changeTo(context, client, id, context.body);
    return showUser(context, client, id);
  }),
  scimRoute('patch', '/Users/:id', async (context, client) => {
    const { Operations } = parseInput(PatchBody, context.body);
    const id = idOf(context);
    const user = orNotFound(await findScimUser(context.kernel.db.read(scopeOf(client)), id));
    await changeTo(context, client, id, applyPatch(patchedFrom(context.kernel, user), Operations), user.version);
    return showUser(context, client, id);
  }),
  scimRoute('delete', '/Users/:id', async (context, client) => {
    const { authorityId } = client;
    const input = { id: idOf(context), authorityId, ...expected(context) };
    await runCommand(context.kernel, actorOf(client), removeScimUser, input, aboutRequest(context));
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
  const user = parseInput(UserFields, body);
  const input = { id, authorityId: client.authorityId, ...expected(context, readAt), ...user };
  await runCommand(context.kernel, actorOf(client), changeScimUser, input, aboutRequest(context));
}

async function showUser(context: ScimContext, client: ScimToken, id: string, status = 200): Promise<Reply> {
  const { kernel, query } = context;
  const db = kernel.db.read(scopeOf(client));
  const user = orNotFound(await findScimUser(db, id));
  const resource = resourceOf(kernel, user, await listGroupsOfUsers(db, [id]));
  return scimReply(shaped(resource, query), { status, version: user.version, location: resource.meta.location });
}

function resourceOf(kernel: Kernel, user: ScimUser, groups: readonly ScimMembership[]) {
  const mine = groups.filter(({ userId }) => userId === user.id);
  return {
    schemas: [userSchema],
    id: user.id,
    ...(user.externalId === null ? {} : { externalId: user.externalId }),
    userName: user.userName,
    displayName: user.displayName,
    name: {
      formatted: user.displayName,
      ...(user.givenName === null ? {} : { givenName: user.givenName }),
      ...(user.familyName === null ? {} : { familyName: user.familyName }),
    },
    ...(user.title === null ? {} : { title: user.title }),
    active: user.isActive,
    ...(user.email === null ? {} : { emails: [{ value: user.email, type: 'work', primary: true }] }),
    ...(user.telephone === null ? {} : { phoneNumbers: [{ value: user.telephone, type: 'work' }] }),
    ...(mine.length === 0
      ? {}
      : { groups: mine.map(({ groupId, groupName }) => ({ value: groupId, display: groupName, type: 'direct' })) }),
    meta: metaOf(kernel, 'User', user),
  } satisfies Resource & { meta: unknown };
}

/** What a PATCH changes. A whole name that is only its parts joined gives way to parts that change. */
function patchedFrom(kernel: Kernel, user: ScimUser): Resource {
  const resource = resourceOf(kernel, user, []);
  if (user.displayName !== joinedName(user.givenName, user.familyName)) return resource;
  const { displayName: _whole, name, ...rest } = resource;
  const { formatted: _formatted, ...parts } = name;
  return { ...rest, name: parts };
}
