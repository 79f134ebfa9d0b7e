import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

type Json = Readonly<Record<string, unknown>>;

/** Says what is wrong with a request or an answer, by what Notify publishes of both; undefined: nothing. */
export interface NotifySchemas {
  request(method: string, url: URL, body: unknown): string | undefined;
  answer(method: string, url: URL, body: unknown): string | undefined;
}

const ways: Readonly<Record<string, { readonly asked: string; readonly answered: string }>> = {
  'POST /v2/notifications/email': { asked: 'SendEmailRequest', answered: 'POST_notification_email_response' },
  'POST /v2/notifications/sms': { asked: 'SendTextMessageRequest', answered: 'POST_notification_sms_response' },
  'POST /v2/notifications/letter': { asked: 'SendLetterRequest', answered: 'POST_notification_letter_response' },
};
const answers: readonly (readonly [RegExp, string])[] = [
  [/^GET \/v2\/notifications$/, 'GET_notifications_response'],
  [/^GET \/v2\/notifications\/[^/]+$/, 'GET_notification_response'],
  [/^GET \/v2\/templates$/, 'GET_templates_response'],
];

/** From Notify's OpenAPI and JSON schemas in the folder of reference data; undefined where that isn't at hand. */
export function notifySchemas(folder = process.env['MOOTHALL_TEST_DATA']): NotifySchemas | undefined {
  const root = path.join(folder ?? '', 'govuk');
  if (folder === undefined || !existsSync(root)) return undefined;
  const read = (...name: string[]): Json => JSON.parse(readFileSync(path.join(root, ...name), 'utf8')) as Json;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('email_address', true);
  ajv.addFormat('float', true);
  ajv.addSchema(read('notify-openapi', 'schema.json'), 'schema.json');
  for (const name of ['definitions', 'GET_template_by_id', 'GET_templates_response', 'GET_notification_response'])
    ajv.addSchema(withoutDialect(read('notify-schemas-v2', `${name}.json`)), `${name}.json`);
  // By these names other schemas know them.
  ajv.addSchema(withoutDialect(read('notify-schemas-v2', 'GET_notification_response.json')), 'notification.json');
  ajv.addSchema(withoutDialect(read('notify-schemas-v2', 'GET_template_by_id.json')), 'template.json');
  for (const name of ['GET_notifications_response', ...Object.values(ways).map(({ answered }) => answered)])
    ajv.addSchema(withoutDialect(read('notify-schemas-v2', `${name}.json`)), `${name}.json`);
  const queries = {
    '/v2/notifications': parametersOf(read('notify-openapi', 'GET_data_for_messages.json')),
    '/v2/templates': parametersOf(read('notify-openapi', 'GET_templates.json')),
  } as Readonly<Record<string, readonly string[]>>;
  const fault = (key: string, value: unknown): string | undefined =>
    ajv.validate(key, value) ? undefined : `${key}: ${ajv.errorsText()}`;
  return {
    request: (method, url, body) => {
      const stray = [...url.searchParams.keys()].filter((name) => !(queries[url.pathname] ?? []).includes(name));
      if (stray.length > 0) return `${url.pathname} knows no ${stray.join(', ')}`;
      if (method === 'GET') return undefined;
      const way = ways[`${method} ${url.pathname}`];
      return way ? fault(`schema.json#/components/schemas/${way.asked}`, body) : `nothing is at ${url.pathname}`;
    },
    answer: (method, url, body) => {
      const place = `${method} ${url.pathname}`;
      const name = ways[place]?.answered ?? answers.find(([at]) => at.test(place))?.[1];
      return name === undefined ? `nothing is at ${place}` : fault(`${name}.json`, body);
    },
  };
}

/** They name their dialect by an address that means whichever is the newest. */
function withoutDialect({ $schema: _, ...schema }: Json): Json {
  return schema;
}

function parametersOf(route: Json): string[] {
  const { parameters = [] } = route['get'] as { parameters?: { name: string }[] };
  return parameters.map(({ name }) => name);
}
