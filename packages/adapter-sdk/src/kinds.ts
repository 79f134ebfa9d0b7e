/** What an adapter can be for. Core asks for a kind and never for a vendor. */
export const adapterKinds = [
  'addresses',
  'payments',
  'notifications',
  'inbox',
  'line-of-business',
  'staff-directory',
  'sign-in',
  'telephony',
  'documents',
] as const;

export type AdapterKind = (typeof adapterKinds)[number];
