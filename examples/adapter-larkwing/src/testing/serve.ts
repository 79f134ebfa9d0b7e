import { startFarEnd } from '@moothall/adapter-testkit';
import { aGateway } from './gateway.js';

/** Larkwing on this machine, to try the adapter with: it says what it is asked. */
const { answer } = aGateway({ account: 'WM-4821', key: 'a-key-for-trying' });
const { url } = await startFarEnd(
  (request) => {
    console.log(`${request.method} ${request.path} ${request.body}`);
    return answer(request);
  },
  { port: Number(process.argv[2] ?? 4011) },
);
console.log(`Larkwing listens at ${url} for the account WM-4821. Stop it with Ctrl+C.`);
