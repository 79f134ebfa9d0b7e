import { AdapterError, errorFromStatus, type AdapterErrorCode } from '@moothall/adapter-sdk';
import { z } from 'zod';

const Body = z.object({ errors: z.array(z.object({ error: z.string(), message: z.string() })).min(1) });

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * What an answer other than a success means, in words for staff. Notify's own words are looked at and never repeated: they
 * may name somebody. Its errors: https://docs.notifications.service.gov.uk/rest-api.html#general-errors
 */
export async function notifyError(response: Response, now: number): Promise<AdapterError> {
  const byStatus = errorFromStatus(response, now);
  const said = await saidIn(response);
  if (response.status === 429) return busy(byStatus, said, now);
  const known = meanings.find(({ status, words }) => status === response.status && words.test(said));
  if (known) return new AdapterError(known.code ?? byStatus.code, known.means);
  // A key that may not do something is answered with 403 as well, and is among the meanings.
  if (response.status === 403) return new AdapterError('sign_in_refused', 'Notify refuses the key.');
  return byStatus.code === 'refused'
    ? new AdapterError('refused', `Notify refused it, with ${response.status} and no reason that is known here.`)
    : byStatus;
}

async function saidIn(response: Response): Promise<string> {
  try {
    return Body.parse(JSON.parse(await response.text()))
      .errors.map(({ error, message }) => `${error}: ${message}`)
      .join('\n');
  } catch {
    return '';
  }
}

/** Too many in a minute go a minute later; too many in a day when Notify begins to count again, at midnight UTC. */
function busy(byStatus: AdapterError, said: string, now: number): AdapterError {
  const isDaily = /for today|daily|send limits/i.test(said);
  const untilMidnight = DAY_MS - (now % DAY_MS);
  return new AdapterError(
    'rate_limited',
    isDaily
      ? 'The service has sent as many in Notify today as it may. It goes on after midnight; ask Notify for a higher limit.'
      : 'Notify asks for fewer calls a minute.',
    { retryAfterMs: byStatus.retryAfterMs ?? (isDaily ? untilMidnight : MINUTE_MS) },
  );
}

interface Meaning {
  readonly status: number;
  readonly words: RegExp;
  /** Where the status doesn't say it. */
  readonly code?: AdapterErrorCode;
  readonly means: string;
}

const wrongKey = 'Create a new one in Notify under API integration, and put it into secrets.yaml.';

/** The first that fits. */
const meanings: readonly Meaning[] = [
  {
    ...{ status: 400, words: /trial mode/i },
    means: 'The service in Notify is in trial mode, which sends to its team alone. Ask Notify to make it live.',
  },
  {
    ...{ status: 400, words: /team-only|team (api )?key/i },
    means: 'The API key is for the team and guests alone. Use a live one to reach everybody.',
  },
  {
    ...{ status: 400, words: /(email_reply_to|sms_sender|letter_contact)_id/i },
    means: 'Notify doesn’t know the reply-to address or the sender of the settings. Copy its id again from Notify.',
  },
  {
    ...{ status: 400, words: /international/i },
    means: 'The service in Notify may not send text messages outside the UK. Allow it in Notify, or write another way.',
  },
  {
    ...{ status: 400, words: /phone_number/i },
    means: 'It is no number that text messages can be sent to. Ask for another.',
  },
  { ...{ status: 400, words: /email_address/i }, means: 'It is no mail address that exists. Ask for another.' },
  {
    ...{ status: 400, words: /address_line|postcode|address|country/i },
    means: 'It is no whole postal address: Notify wants three to seven lines, the last a postcode or a country.',
  },
  {
    ...{ status: 400, words: /missing personalisation/i },
    means:
      'The template in Notify asks for something that Moothall doesn’t fill in. Check the connection: it says what.',
  },
  {
    ...{ status: 400, words: /character count|longer than|too (long|many)|pages/i },
    means: 'It is longer than Notify sends: 918 characters as a text message, ten pages as a letter. Shorten it.',
  },
  {
    ...{ status: 400, words: /template/i },
    means: 'Notify doesn’t know the template, or it is of another way. Check the connection: it says which.',
  },
  {
    ...{ status: 400, words: /not allowed to send/i },
    means: 'The service in Notify may not send by this way. Switch it on in Notify, under Settings.',
  },
  {
    ...{ status: 403, words: /system clock/i, code: 'sign_in_refused' },
    means: 'The clock of this server is wrong by more than half a minute, so that Notify refuses its calls. Set it.',
  },
  {
    ...{ status: 403, words: /team api key|not allowed|cannot send/i, code: 'not_permitted' },
    means: 'The API key may not do this: letters, for example, need a live one. Use a live key.',
  },
  {
    ...{ status: 403, words: /revoked|api key not found/i, code: 'sign_in_refused' },
    means: `Notify doesn’t know the API key any more. ${wrongKey}`,
  },
  {
    ...{ status: 403, words: /service not found|archived/i, code: 'sign_in_refused' },
    means: 'The service that the API key belongs to is not in Notify any more. Use a key of the council’s service.',
  },
  {
    ...{ status: 403, words: /token/i, code: 'sign_in_refused' },
    means: `Notify refuses the API key. ${wrongKey}`,
  },
];
