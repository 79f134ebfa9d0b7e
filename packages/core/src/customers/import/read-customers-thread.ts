import { sendRows } from '../../kernel/import/read-in-thread.js';
import { packedCustomer } from './packed-customer.js';
import { readHere } from './read-customers.js';

/** What the thread of a large customers file runs. */
await sendRows(readHere, packedCustomer);
