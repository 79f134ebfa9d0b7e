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
  const schemas: Record<string, Json> = { Problem: problemSchema };
  const documented = routes.filter((route) => route.face === 'api' && route.api);
  for (const route of documented) {
    const path = route.path.replace(/:([a-zA-Z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route, schemas) };
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
      schemas,
      responses: {
        Problem: {
          description: 'Refused',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

/** Schemas that refer to themselves or are referred to; they stand once, under a name. */
type Schemas = Record<string, Json>;

function operation(route: Route, schemas: Schemas): Json {
  const api = route.api;
  const changes = route.method !== 'get';
  return {
    operationId: `${route.method}${route.path.replace(/[^a-zA-Z]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())}`,
    summary: api?.summary,
    tags: [api?.tag],
    ...(route.public ? { security: [] } : { description: `Needs the permission ${route.permission ?? ''}.` }),
    parameters: [
      ...parameters('path', route.params, schemas),
      ...parameters('query', route.query, schemas),
      ...(changes ? [idempotencyKey, ifMatch] : []),
    ],
    ...(route.body || route.upload ? { requestBody: requestBody(route, schemas) } : {}),
    responses: responses(route, schemas),
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

function parameters(where: 'path' | 'query', schema: z.ZodType | undefined, schemas: Schemas): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input', schemas) as {
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

function requestBody(route: Route, schemas: Schemas): Json {
  if (route.upload) {
    const schema = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  const schema = route.body ? jsonSchema(route.body, 'input', schemas) : {};
  return { required: true, content: { 'application/json': { schema } } };
}

function responses(route: Route, schemas: Schemas): Json {
  const output = route.api?.output;
  const success = output
    ? { description: 'Done', content: { 'application/json': { schema: jsonSchema(output, 'output', schemas) } } }
    : { description: 'Done' };
  const statuses = [route.api?.status ?? 200].flat();
  return {
    ...Object.fromEntries(statuses.map((status) => [String(status), success])),
    default: { $ref: '#/components/responses/Problem' },
  };
}

/**
 * zod writes what a schema refers to into its own `$defs`, where `#` means that schema; in the document `#` is the
 * document, so these move among its components.
 */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Schemas): Json {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json;
  const { $defs: parts = {}, ...whole } = made as Json & { $defs?: Record<string, Json> };
  delete whole['$schema'];
  const own = `Schema${Object.keys(schemas).length}`;
  const moved = (part: Json): Json =>
    JSON.parse(
      JSON.stringify(part)
        .replaceAll('"$ref":"#/$defs/', `"$ref":"#/components/schemas/${own}`)
        .replaceAll('"$ref":"#"', `"$ref":"#/components/schemas/${own}"`),
    ) as Json;
  for (const [name, part] of Object.entries(parts)) schemas[own + name] = moved(part);
  if (!JSON.stringify(made).includes('"$ref":"#"')) return moved(whole);
  schemas[own] = moved(whole);
  return { $ref: `#/components/schemas/${own}` };
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
