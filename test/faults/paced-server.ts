// A server in a process of its own whose clock goes faster than the machine's. Run by `serve`:
//   node paced-server.js <instance> <pace>
import { startServer } from '#core/app/server.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';

const [directory = '', pace = ''] = process.argv.slice(2);
const machine = systemClock();
const began = machine.now();
const clock = { now: () => began + Math.round((machine.now() - began) * Number(pace)) };
const server = await startServer(readConfig(directory, {}), clock);
process.once('SIGTERM', () => void server.stop());
process.stdout.write(`Moothall of ${directory} is ready at ${server.address}\n`);
