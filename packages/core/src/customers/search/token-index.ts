import { tokenIndex } from '../../kernel/db/token-index.js';
import { customersByToken } from '../../migrations/0001-foundation/customers.js';

/** What customers are found by: their tokens, written with each change of `search_tokens`. */
export const customerTokenIndex = tokenIndex('customer_tokens', customersByToken);
