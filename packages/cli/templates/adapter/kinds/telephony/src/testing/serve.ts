import { callStates } from '@moothall/adapter-sdk';
import { posted } from './supplier.js';

/** Has the telephone system tell Moothall of one call: `npm run far-end -- http://127.0.0.1:3000/adapters/trial/in KEY` */
const [address = '', key = ''] = process.argv.slice(2);
for (const state of callStates) {
  const { body, headers } = posted({ id: `call-${process.pid}`, state, agent: 'tom.reyes' }, key);
  const { status } = await fetch(address, { method: 'POST', headers, body: new Uint8Array(body) });
  console.log(`${state}: ${status}`);
}
