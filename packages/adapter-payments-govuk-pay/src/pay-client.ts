import { AdapterError, errorFromStatus, type AdapterContext, type AdapterErrorCode } from '@moothall/adapter-sdk';
import { z } from 'zod';
import type { Secrets, Settings } from './settings.js';

export type PayContext = AdapterContext<Settings, Secrets>;

/** Calls GOV.UK Pay. @throws AdapterError */
export type PayClient = (path: string, ask?: PayRequest) => Promise<Response>;

interface PayRequest {
  readonly body?: object;
  readonly method?: 'POST';
  readonly idempotencyKey?: string;
}

export function payClient({ settings, secrets, fetch, now }: PayContext): PayClient {
  return async (path, { body, method, idempotencyKey } = {}) => {
    const response = await fetch(new URL(path, settings.url), {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        authorization: `Bearer ${secrets.apiKey}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await payError(response, now());
    return response;
  };
}

const Refusal = z.looseObject({ code: z.string().optional(), field: z.string().optional() });

/** What staff do about Pay's errors: https://docs.payments.service.gov.uk/api_reference/#gov-uk-pay-api-error-codes */
const meanings: Readonly<Record<string, { readonly code?: AdapterErrorCode; readonly means: string }>> = {
  P0101: { means: 'Something that Pay needs is missing. Tell whoever looks after Moothall.' },
  P0102: { means: 'Pay can’t take one of the values: look at the amount, and at the service’s name.' },
  P0195: {
    means: 'Pay doesn’t allow payments by telephone for the service. Ask Pay to switch them on, or unset phone.',
  },
  P0196: {
    means: 'Pay doesn’t allow payments by telephone for the service. Ask Pay to switch them on, or unset phone.',
  },
  P0501: { code: 'conflict', means: 'The payment can’t be cancelled any more.' },
  P0603: { code: 'refused', means: 'There is less than that to give back.' },
  P0604: { code: 'conflict', means: 'Somebody gave money back in the same moment. Look at the payment in Pay.' },
  P0920: { code: 'not_permitted', means: 'Pay’s firewall refused the call. Ask Pay.' },
  P0940: { code: 'not_permitted', means: 'The service’s account in Pay is switched off. Ask Pay.' },
};
const ofStatus: Readonly<Record<number, { readonly code: AdapterErrorCode; readonly means: string }>> = {
  401: { code: 'sign_in_refused', means: 'Pay refuses the API key. Make a new one in Pay, and set it as apiKey.' },
  412: { code: 'conflict', means: 'Somebody gave money back in the same moment. Look at the payment in Pay.' },
};

/** Pay's words may repeat what was sent: the code and the field's name alone are passed on. */
async function payError(response: Response, now: number): Promise<AdapterError> {
  const { status } = response;
  const error = errorFromStatus(response, now);
  const { code = '', field = '' } = await refusalOf(response);
  const known = meanings[code] ?? ofStatus[status];
  const named = [/^P\d{4}$/.test(code) ? code : '', /^[a-z_]{1,40}$/.test(field) ? field : '']
    .filter(Boolean)
    .join(', ');
  const means = known?.means ?? `GOV.UK Pay answered ${status}.`;
  return new AdapterError(known?.code ?? error.code, named === '' ? means : `${means} (${named})`, {
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  });
}

async function refusalOf(response: Response): Promise<z.output<typeof Refusal>> {
  try {
    return Refusal.catch({}).parse(JSON.parse(await response.text()));
  } catch {
    return {};
  }
}
