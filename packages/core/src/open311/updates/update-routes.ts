import { storeUpload } from '../../cases/index.js';
import { runCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { isUuid } from '../../kernel/ids.js';
import { runQuery } from '../../kernel/query.js';
import type { Route } from '../../kernel/route.js';
import { callerOf } from '../requests/caller.js';
import { requestWindow } from '../requests/request-window.js';
import { geoErrors } from '../wire/geo-errors.js';
import { geoRoutes, oneOf, type GeoCall } from '../wire/geo-routes.js';
import { readUpdates } from './read-updates.js';
import { takeUpdate } from './take-update.js';

const root = 'service_request_updates';

const list = geoRoutes({
  method: 'get',
  path: 'servicerequestupdates',
  public: 'Tells a key, which is checked first, what became of what was reported with it',
  right: 'report',
  answer: async (call) => {
    const { kernel, key, fields, now, requestId } = call;
    if (!key) throw geoErrors.key();
    const wanted = { keyId: key.id, ...requestWindow(fields, now) };
    return { root, value: await runQuery(kernel, callerOf(call), readUpdates, wanted, requestId) };
  },
});

async function takeOne(call: GeoCall) {
  const { kernel, key, fields, requestId } = call;
  if (!key) throw geoErrors.key();
  const caseId = needed(fields, 'service_request_id');
  if (!isUuid(caseId)) throw geoErrors.request();
  const files = [];
  for (const file of call.files) files.push(await storeUpload(kernel, file));
  const input = { keyId: key.id, caseId, updateId: needed(fields, 'update_id'), text: wordsOf(call), files };
  return [{ update_id: (await runCommand(kernel, callerOf(call), takeUpdate, input, { requestId })).updateId }];
}

function needed(fields: GeoCall['fields'], name: string): string {
  const text = oneOf(fields, name);
  if (text === undefined) throw badInput({ faults: [{ field: name, message: 'Give it: it is missing' }] });
  return text;
}

/** What they say, with the state that the matter has there, where they name one that staff may want to act upon. */
function wordsOf({ fields }: GeoCall): string {
  const status = oneOf(fields, 'status')?.toLowerCase().replaceAll('_', ' ') ?? 'open';
  const media = oneOf(fields, 'media_url');
  const said = oneOf(fields, 'description') ?? '(no words)';
  const state = status === 'open' || status === 'unchanged' ? '' : `(${status}) `;
  return `${state}${said}${media === undefined ? '' : `\nPhoto: ${media}`}`.slice(0, 9000);
}

const post = geoRoutes({
  method: 'post',
  path: 'servicerequestupdates',
  public: 'Other systems add to what they reported with a key, which is checked before anything is read',
  right: 'update',
  upload: true,
  answer: async (call) => ({ root, value: await takeOne(call) }),
});

export const updateRoutes: readonly Route[] = [...list, ...post];
