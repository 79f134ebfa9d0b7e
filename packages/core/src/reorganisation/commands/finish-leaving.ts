import { z } from 'zod';
import { getPartnership } from '../../authorities/index.js';
import { defineCommand } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { byCommandLine } from '../permissions.js';
import { stepNames } from '../leavings-repository.js';
import { LeavingProof } from '../leaving-proof.js';

/** Closes the audit chain of who left, and anchors its head in the partnership's. */
export const finishLeaving = defineCommand({
  name: stepNames.finished,
  permission: byCommandLine,
  input: z.strictObject({ reorganisation: z.string(), proof: LeavingProof }),
  run: async ({ kernel, audit }, { reorganisation, proof }) => {
    const { authority, chain } = proof;
    const partnership = await getPartnership(kernel);
    await audit({
      authorityId: partnership.id,
      subject: { kind: 'authority', id: String(authority.id) },
      details: { reorganisation, chain, proof: digest(proof) },
    });
  },
});
