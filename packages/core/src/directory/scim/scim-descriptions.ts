import type { Route } from '../../kernel/route.js';
import { listReply, orNotFound, scimBase, scimReply, scimRoute, type ScimContext } from './scim-reply.js';
import { groupSchema, userSchema } from './scim-resources.js';

const meta = (resourceType: string, path: string) => ({ resourceType, location: `${scimBase}${path}` });

/** What this server can do (RFC 7643, section 5). */
const serviceProviderConfig = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 200 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      ...{ type: 'oauthbearertoken', name: 'Bearer token', primary: true },
      description: 'A token that an administrator makes under Staff by SCIM.',
    },
  ],
  meta: meta('ServiceProviderConfig', '/ServiceProviderConfig'),
};

const resourceTypes = [
  { name: 'User', endpoint: '/Users', schema: userSchema, description: 'Staff of the council' },
  { name: 'Group', endpoint: '/Groups', schema: groupSchema, description: 'Groups that stand for roles and teams' },
].map((type) => ({
  ...{ schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'], id: type.name, ...type },
  meta: meta('ResourceType', `/ResourceTypes/${type.name}`),
}));

interface Attribute {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'complex' | 'reference';
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: 'readWrite' | 'readOnly';
  readonly returned: 'default';
  readonly uniqueness: 'none' | 'server';
  readonly subAttributes?: readonly Attribute[];
}

function attribute(name: string, changes: Partial<Omit<Attribute, 'name'>> = {}): Attribute {
  return {
    ...{ name, type: 'string', multiValued: false, required: false, caseExact: false },
    ...{ mutability: 'readWrite', returned: 'default', uniqueness: 'none', ...changes },
  };
}

const listOf = (name: string, subAttributes: readonly Attribute[], changes: Partial<Attribute> = {}): Attribute =>
  attribute(name, { type: 'complex', multiValued: true, subAttributes, ...changes });
const contact = [attribute('value'), attribute('type'), attribute('primary', { type: 'boolean' })];

const schemas = [
  {
    ...{ id: userSchema, name: 'User', description: 'Staff of the council' },
    attributes: [
      attribute('userName', { required: true, uniqueness: 'server' }),
      attribute('externalId', { caseExact: true }),
      attribute('displayName'),
      attribute('name', {
        type: 'complex',
        subAttributes: [attribute('formatted'), attribute('givenName'), attribute('familyName')],
      }),
      attribute('title'),
      attribute('active', { type: 'boolean' }),
      listOf('emails', contact),
      listOf('phoneNumbers', contact),
      listOf('groups', [attribute('value'), attribute('display')], { mutability: 'readOnly' }),
    ],
  },
  {
    ...{ id: groupSchema, name: 'Group', description: 'A group that stands for roles and teams' },
    attributes: [
      attribute('displayName', { required: true, caseExact: true, uniqueness: 'server' }),
      attribute('externalId', { caseExact: true }),
      listOf('members', [attribute('value'), attribute('display', { mutability: 'readOnly' })]),
    ],
  },
].map((schema) => ({
  ...{ schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'], ...schema },
  meta: meta('Schema', `/Schemas/${schema.id}`),
}));

const namedIn = ({ params }: ScimContext): string => params['id'] ?? '';
const whole = (list: readonly unknown[]) => listReply(list, { total: list.length, startIndex: 1 });

/** What clients ask before they begin (RFC 7644, section 4). */
export const scimDescriptionRoutes: readonly Route[] = [
  scimRoute('get', '/ServiceProviderConfig', async () => scimReply(serviceProviderConfig)),
  scimRoute('get', '/ResourceTypes', async () => whole(resourceTypes)),
  scimRoute('get', '/ResourceTypes/:id', async (context) =>
    scimReply(orNotFound(resourceTypes.find(({ id }) => id === namedIn(context)))),
  ),
  scimRoute('get', '/Schemas', async () => whole(schemas)),
  scimRoute('get', '/Schemas/:id', async (context) =>
    scimReply(orNotFound(schemas.find(({ id }) => id === namedIn(context)))),
  ),
];
