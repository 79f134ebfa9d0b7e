import { findStatus, type ServiceDefinition } from '../../services/index.js';
import { stateWords, w3cTime } from '../requests/request-row.js';
import type { ToldEvent } from './updates-repository.js';

/**
 * Something that happened to a case as an update of mySociety’s extension. Its status is the nearest that the extension
 * has; external_status_code is our own status, or the outcome of a case that is closed.
 */
export function updateRow(event: ToldEvent, definition: ServiceDefinition) {
  const { id, caseId, at, kind, body } = event;
  const isMove = kind === 'status';
  const { status, code, words } = isMove ? moved(event, definition) : { status: 'unchanged', code: null, words: body };
  return {
    ...{ update_id: id, service_request_id: caseId, status, external_status_code: code },
    ...{ updated_datetime: w3cTime(at), description: words ?? '', media_url: '' },
  };
}

function moved(
  { data: { from, to = '', outcome } }: ToldEvent,
  definition: Pick<ServiceDefinition, 'lifecycle' | 'outcomes'>,
): { readonly status: string; readonly code: string; readonly words: string } {
  const { lifecycle } = definition;
  const statusKind = findStatus(lifecycle, to)?.kind ?? 'open';
  const wasClosed = from !== undefined && findStatus(lifecycle, from)?.kind === 'closed';
  const words = stateWords({ status: to, statusKind, outcome: outcome ?? null }, definition);
  if (statusKind === 'closed') return { status: 'closed', code: outcome ?? to, words };
  const status = wasClosed ? 'reopen' : to === lifecycle.initial ? 'open' : 'in_progress';
  return { status, code: to, words };
}
