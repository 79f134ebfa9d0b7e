import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}
interface Content {
  readonly content?: { readonly 'application/json'?: { readonly schema: { readonly $ref: string } } };
}
interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly asked: unknown;
  readonly status: number;
  readonly answered: unknown;
}

/** Says what is wrong with a request or its answer, by what Pay publishes of both. */
export type PaySchemas = (exchange: Exchange) => readonly string[];

/** From Pay's OpenAPI in the folder of reference data; undefined where that isn't at hand. */
export function paySchemas(folder = process.env['MOOTHALL_TEST_DATA']): PaySchemas | undefined {
  const file = path.join(folder ?? '', 'govuk', 'govuk-pay_publicapi_openapi.json');
  if (folder === undefined || !existsSync(file)) return undefined;
  const api = JSON.parse(readFileSync(file, 'utf8')) as { paths: Record<string, Record<string, Operation>> };
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(api, 'pay');
  const fault = (what: string, content: Content | undefined, value: unknown): string[] => {
    const ref = content?.content?.['application/json']?.schema.$ref;
    if (ref === undefined) return [];
    return ajv.validate(`pay${ref}`, value) ? [] : [`${what}: ${ajv.errorsText()}`];
  };
  return ({ method, url, headers, asked, status, answered }) => {
    const place = `${method} ${url.pathname}`;
    const operation = operationAt(api.paths, method, url.pathname);
    if (operation === undefined) return [`nothing is at ${place}`];
    const named = (where: string) =>
      operation.parameters?.filter((one) => one.in === where).map(({ name }) => name) ?? [];
    const stray = [...url.searchParams.keys()].filter((name) => !named('query').includes(name));
    const takesKey = named('header').includes('Idempotency-Key');
    const response = operation.responses[String(status)];
    return [
      ...stray.map((name) => `${place} knows no ${name}`),
      ...(headers['idempotency-key'] !== undefined && !takesKey ? [`${place} knows no Idempotency-Key`] : []),
      ...(asked !== undefined && operation.requestBody === undefined ? [`${place} takes no body`] : []),
      ...fault(`asked at ${place}`, operation.requestBody, asked),
      ...(response === undefined ? [`${place} never answers ${status}`] : []),
      ...fault(`answered at ${place}`, response, answered),
    ];
  };
}

function operationAt(paths: Record<string, Record<string, Operation>>, method: string, at: string) {
  const found = Object.keys(paths).find((name) => new RegExp(`^${name.replace(/\{\w+\}/g, '[^/]+')}$`).test(at));
  return found === undefined ? undefined : paths[found]?.[method.toLowerCase()];
}
