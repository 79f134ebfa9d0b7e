import type { AdapterErrorCode } from '@moothall/adapter-sdk';
import type { FarEndFault } from './far-end.js';

/** Which codes an adapter may throw for what its far end does. The first is the best word for it. */
export const codesFor: Readonly<Record<FarEndFault | 'refuse', readonly AdapterErrorCode[]>> = {
  refuse: ['unreachable'],
  hang: ['timed_out'],
  'slow-headers': ['timed_out'],
  'slow-body': ['timed_out'],
  reset: ['unreachable'],
  '400': ['refused'],
  '401': ['sign_in_refused'],
  '403': ['not_permitted', 'sign_in_refused'],
  '404': ['not_found', 'refused'],
  '409': ['conflict', 'refused'],
  '429': ['rate_limited'],
  '500': ['failed_at_far_end'],
  '503': ['failed_at_far_end', 'unreachable', 'rate_limited'],
  garbage: ['unreadable_answer'],
  huge: ['unreadable_answer'],
  'half-a-body': ['unreadable_answer', 'unreachable'],
  'wrong-type': ['unreadable_answer'],
  redirect: ['refused'],
};
