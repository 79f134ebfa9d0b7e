import { startFarEnd } from '@moothall/adapter-testkit';
import { aSupplier } from './supplier.js';

/** The supplier on this machine, to try the adapter with: it says what it is asked. */
const { answer } = aSupplier();
const port = Number(process.argv[2] ?? 4010);
const { url } = await startFarEnd(
  (request) => {
    console.log(`${request.method} ${request.path} ${request.body}`);
    return answer(request);
  },
  { port },
);
console.log(`The far end listens at ${url}. Stop it with Ctrl+C.`);
