import { z } from 'zod';
import type { Route } from './route.js';

type Json = Record<string, unknown>;

/**
 * The API's own description (OpenAPI 3.1), made from the same schemas that check each request, so that it can't say
 * anything else. `origin` is the configured address, never the request's.
 */
export function openApiDocument(
  routes: readonly Route[],
  about: { version: string; origin: string | undefined },
): Json {
  const paths: Record<string, Json> = {};
  const documented = routes.filter((route) => route.face === 'api' && route.api);
  for (const route of documented) {
    const path = route.path.replace(/:([a-zA-Z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Moothall',
      version: about.version,
      description: 'The council CRM. Send a bearer token; errors are problem details (RFC 9457).',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    ...(about.origin ? { servers: [{ url: about.origin }] } : {}),
    tags: [...new Set(documented.map((route) => route.api?.tag ?? ''))].sort().map((name) => ({ name })),
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: problemSchema },
      responses: {
        Problem: {
          description: 'Refused',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function operation(route: Route): Json {
  const api = route.api;
  const changes = route.method !== 'get';
  return {
    operationId: `${route.method}${route.path.replace(/[^a-zA-Z]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())}`,
    summary: api?.summary,
    tags: [api?.tag],
    ...(route.public ? { security: [] } : { description: `Needs the permission ${route.permission ?? ''}.` }),
    parameters: [
      ...parameters('path', route.params),
      ...parameters('query', route.query),
      ...(changes ? [idempotencyKey, ifMatch] : []),
    ],
    ...(route.body || route.upload ? { requestBody: requestBody(route) } : {}),
    responses: responses(route),
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same body answers as the first time and does nothing again.',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
};
const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The ETag of the version that the change is based on.',
  schema: { type: 'string' },
};

function parameters(where: 'path' | 'query', schema: z.ZodType | undefined): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function requestBody(route: Route): Json {
  if (route.upload) {
    const schema = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  const schema = route.body ? jsonSchema(route.body, 'input') : {};
  return { required: true, content: { 'application/json': { schema } } };
}

function responses(route: Route): Json {
  const status = String(route.api?.status ?? 200);
  const output = route.api?.output;
  const success = output
    ? { description: 'Done', content: { 'application/json': { schema: jsonSchema(output, 'output') } } }
    : { description: 'Done' };
  return { [status]: success, default: { $ref: '#/components/responses/Problem' } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json;
  delete made['$schema'];
  return made;
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Compare this, not the words.' },
    detail: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};
