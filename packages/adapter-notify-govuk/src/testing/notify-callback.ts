import type { InboundRequest } from '@moothall/adapter-sdk';

export const callbackToken = 'a-token-for-receipts-4e7c1b';

/** A received text message as Notify sends it. https://docs.notifications.service.gov.uk/rest-api.html#received-text-messages */
export function aReceivedText(changes: object = {}): InboundRequest {
  return posted({
    id: '9d1a3f52-6c0e-4a57-8a52-5bb2a1d5c3ab',
    source_number: '447700900123',
    destination_number: '07700900999',
    message: 'The bin is still here',
    date_received: '2026-11-16T10:00:00.123456Z',
    ...changes,
  });
}

/** A delivery receipt as Notify sends it. https://docs.notifications.service.gov.uk/rest-api.html#delivery-receipts */
export function aReceipt(changes: object = {}): InboundRequest {
  return posted({
    id: '740e5834-3a29-46b4-9a6f-16142fde533a',
    reference: '01900000-0000-7000-8000-000000000001',
    to: '+447700900123',
    status: 'delivered',
    created_at: '2026-11-16T10:00:00.000000Z',
    completed_at: '2026-11-16T10:00:04.123456Z',
    sent_at: '2026-11-16T10:00:01.000000Z',
    notification_type: 'sms',
    template_id: 'f33517ff-2a88-4f6e-b855-c550268ce08a',
    template_version: 1,
    ...changes,
  });
}

function posted(said: object): InboundRequest {
  return {
    body: new TextEncoder().encode(JSON.stringify(said)),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${callbackToken}` },
    query: {},
  };
}
