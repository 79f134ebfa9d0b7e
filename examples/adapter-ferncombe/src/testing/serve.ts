import { startFarEnd } from '@moothall/adapter-testkit';
import { someWorks } from './works.js';

/** Ferncombe Works on this machine, to try the adapter with: it says what it is asked. */
const { answer } = await someWorks({ user: 'moothall', password: 'a-password-for-trying', version: '1.2' });
const { url } = await startFarEnd(
  (request) => {
    console.log(`${request.method} ${request.path} ${request.body.replace(/<o:Security.*<\/o:Security>/s, '')}`);
    return answer(request);
  },
  { port: Number(process.argv[2] ?? 4012) },
);
console.log(`Ferncombe Works listens at ${url}/works for the account moothall. Stop it with Ctrl+C.`);
