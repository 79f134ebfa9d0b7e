import type { InboundRequest } from '@moothall/adapter-sdk';

export const callbackToken = 'a-token-for-receipts-4e7c1b';

/** A delivery receipt as Notify sends it. https://docs.notifications.service.gov.uk/rest-api.html#delivery-receipts */
export function aReceipt(changes: object = {}): InboundRequest {
  const receipt = {
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
  };
  return {
    body: new TextEncoder().encode(JSON.stringify(receipt)),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${callbackToken}` },
    query: {},
  };
}
