import { z } from 'zod';
import { badInput } from '../kernel/errors.js';
import { deskRoute, page, signedIn, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import type { FieldFault } from '../kernel/errors.js';
import { replaceRecoveryCodes } from './commands/replace-recovery-codes.js';
import { setSecondFactor } from './commands/set-second-factor.js';
import { confirmPassword, orFaults, ownAccountOf } from './confirm-password.js';
import { confirmPage } from './me-views.js';
import { personOf, sessionOf } from './me-desk.js';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { proveSecret, sealNewSecret, wrongSetUpCode } from './set-up-second-factor.js';
import { setUpPage } from './sign-in-views.js';

type AnyContext = RouteContext<unknown, unknown, unknown>;

const text = z.string().max(4000).default('');

/** One's own second factor and recovery codes, from inside. */
export const ownSecondFactorRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/me/second-factor',
    permission: signedIn,
    handle: (context) => showSetUp(context),
  }),
  deskRoute({
    method: 'post',
    path: '/desk/me/second-factor',
    permission: signedIn,
    body: z.strictObject({ next: text, code: text, sealed: text, password: text }),
    handle: async (context) => {
      const { code, sealed, password } = context.body;
      const done = await orFaults(async () => {
        await confirmPassword(context, password);
        const proof = proveSecret(context.kernel, personOf(context), sealed, code);
        if (!proof) throw badInput({ faults: [{ field: 'code', message: wrongSetUpCode }] });
        await context.run(setSecondFactor, proof.input);
        return proof.recoveryCodes;
      });
      return done.ok ? showCodes(done.value) : showSetUp(context, sealed, done.faults);
    },
  }),
  deskRoute({
    method: 'get',
    path: '/desk/me/recovery-codes',
    permission: signedIn,
    handle: async (context) => showConfirm(context),
  }),
  deskRoute({
    method: 'post',
    path: '/desk/me/recovery-codes',
    permission: signedIn,
    body: z.strictObject({ password: text }),
    handle: async (context) => {
      const codes = newRecoveryCodes(context.kernel.random);
      const done = await orFaults(async () => {
        await confirmPassword(context, context.body.password);
        await context.run(replaceRecoveryCodes, { recoveryCodeHashes: codes.map(hashRecoveryCode) });
      });
      return done.ok ? showCodes(codes) : showConfirm(context, done.faults);
    },
  }),
];

async function showSetUp(context: AnyContext, earlier?: string, faults: readonly FieldFault[] = []): Promise<Reply> {
  const { signInName } = await ownAccountOf(context);
  const { sealed, secret } = sealNewSecret(context.kernel, personOf(context), earlier);
  const model = setUpPage({
    csrfToken: sessionOf(context).csrfToken,
    next: '/desk/me',
    action: '/desk/me/second-factor',
    sealed,
    secret,
    signInName,
    stage: 'own-account',
    faults,
  });
  const status = faults.length > 0 ? 422 : 200;
  return page('/identity/views/set-up-second-factor', model, { title: 'Set up your second factor', status });
}

function showConfirm(context: AnyContext, faults: readonly FieldFault[] = []): Reply {
  const model = confirmPage(sessionOf(context).csrfToken, faults);
  const status = faults.length > 0 ? 422 : 200;
  return page('/identity/views/confirm-recovery-codes', model, { title: 'Make new recovery codes', status });
}

function showCodes(codes: readonly string[]): Reply {
  const model = { codes, continueHref: '/desk/me', continueText: 'I have kept them' };
  return page('/identity/views/recovery-codes', model, { title: 'Your recovery codes' });
}
