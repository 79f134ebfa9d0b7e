import { storeUpload } from '../../cases/index.js';
import { runCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import type { Route } from '../../kernel/route.js';
import { getOpenService } from '../offers/open-services.js';
import { geoErrors } from '../wire/geo-errors.js';
import { geoRoutes, oneOf, type GeoCall } from '../wire/geo-routes.js';
import { callerOf } from './caller.js';
import { readReport } from './read-report.js';
import { takeReport } from './take-report.js';

/** What another system reports becomes a case at once; its reference is told to that system alone. */
async function report(call: GeoCall) {
  const { kernel, key, fields, requestId } = call;
  if (!key) throw geoErrors.key();
  const code = oneOf(fields, 'service_code');
  if (code === undefined) throw badInput({ faults: [{ field: 'service_code', message: 'Name the service' }] });
  const { service } = await getOpenService(call, code);
  const read = readReport(fields, service);
  const files = [];
  for (const file of call.files) files.push(await storeUpload(kernel, file));
  const input = { keyId: key.id, serviceId: service.id, ...read, files };
  const { id, reference } = await runCommand(kernel, callerOf(call), takeReport, input, { requestId });
  return [{ service_request_id: id, service_notice: `The reference is ${reference}.`, account_id: null }];
}

export const reportRoutes: readonly Route[] = geoRoutes({
  method: 'post',
  path: 'requests',
  public: 'Other systems report with a key, which is checked before anything is read',
  right: 'report',
  upload: true,
  answer: async (call) => ({ root: 'service_requests', value: await report(call) }),
});
