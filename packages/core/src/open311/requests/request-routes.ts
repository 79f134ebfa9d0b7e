import { malformed } from '../../kernel/errors.js';
import { isUuid } from '../../kernel/ids.js';
import { runQuery } from '../../kernel/query.js';
import type { Route } from '../../kernel/route.js';
import { geoErrors } from '../wire/geo-errors.js';
import { allOf, geoRoutes, type GeoCall } from '../wire/geo-routes.js';
import { callerOf } from './caller.js';
import { readRequests } from './read-requests.js';
import { requestWindow } from './request-window.js';
import { reportRoutes } from './report-routes.js';

/** Comma lists, several times or once. */
function listOf(call: GeoCall, name: string): string[] | undefined {
  const all = allOf(call.fields, name).flatMap((text) => text.split(','));
  const list = all.map((text) => text.trim()).filter(Boolean);
  return list.length > 0 ? list : undefined;
}

async function requestsFor(call: GeoCall, ids: readonly string[] | undefined) {
  const { kernel, council, key, now, requestId } = call;
  if (ids !== undefined && ids.length > 200) throw tooMany('service_request_id');
  const services = listOf(call, 'service_code');
  if (services !== undefined && services.length > 200) throw tooMany('service_code');
  const wanted = {
    ...{ authorityId: council.id, statuses: statusesOf(call), services },
    ...(key === undefined ? {} : { keyId: key.id }),
    ...(ids === undefined ? requestWindow(call.fields, now) : { ids: ids.filter(isUuid), from: 0, to: now }),
  };
  return await runQuery(kernel, callerOf(call), readRequests, wanted, requestId);
}

const tooMany = (field: string): Error => malformed({ faults: [{ field, message: 'Name 200 at most' }] });

function statusesOf(call: GeoCall): ('open' | 'closed')[] {
  const given = listOf(call, 'status')?.map((status) => status.toLowerCase()) ?? ['open', 'closed'];
  if (given.every((status) => status === 'open' || status === 'closed')) return given;
  throw malformed({ faults: [{ field: 'status', message: 'Use open, closed, or both' }] });
}

const list = geoRoutes({
  method: 'get',
  path: 'requests',
  public: 'Shows what the council chose to show everybody, without persons, and to a key what was reported with it',
  answer: async (call) => ({
    root: 'service_requests',
    value: await requestsFor(call, listOf(call, 'service_request_id')),
  }),
});

const one = geoRoutes({
  method: 'get',
  path: 'requests/:named',
  public: 'Shows what the council chose to show everybody, without persons, and to a key what was reported with it',
  answer: async (call) => {
    const [row] = await requestsFor(call, [call.named]);
    if (!row) throw geoErrors.request();
    return { root: 'service_requests', value: [row] };
  },
});

/** Requests are made at once, so no token is ever handed out: a request’s own id is as good as one. */
const token = geoRoutes({
  method: 'get',
  path: 'tokens/:named',
  public: 'Answers with an id that whoever asks has already, of a request that they may see',
  answer: async (call) => {
    const [row] = await requestsFor(call, [call.named]);
    if (!row) throw geoErrors.request({}, 'The token was not found. POST requests answers with the id at once.');
    const { service_request_id } = row;
    return { root: 'service_requests', value: [{ service_request_id, token: service_request_id }] };
  },
});

export const requestRoutes: readonly Route[] = [...list, ...one, ...token, ...reportRoutes];
