import { adapterErrors, type AdapterErrorCode, type AdapterKind } from '@moothall/adapter-sdk';
import type { DeliveryState } from './types.js';

export const kindNames: Readonly<Record<AdapterKind, string>> = {
  addresses: 'addresses',
  payments: 'payments',
  notifications: 'messages to customers',
  inbox: 'mail that comes in',
  'line-of-business': 'work passed on',
  'staff-directory': 'staff directory',
  'sign-in': 'sign-in',
  telephony: 'telephones',
  documents: 'documents',
};

export const deliveryWords: Readonly<Record<DeliveryState, string>> = {
  dead: 'Given up',
  waiting: 'Waiting',
  delivered: 'Delivered',
  'by-hand': 'Done by hand',
  cancelled: 'Cancelled',
};

/** What is delivered, in the words of the desk. */
export const operationNames: Readonly<Record<string, string>> = { 'notifications.send': 'Message to a customer' };

export function codeWords(code: AdapterErrorCode): string {
  return adapterErrors[code].means;
}
