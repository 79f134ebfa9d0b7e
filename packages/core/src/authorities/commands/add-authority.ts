import { badInput } from '../../kernel/errors.js';
import { defineCommand } from '../../kernel/command.js';
import { forgetAuthorities } from '../known-authorities.js';
import { insertAuthority, readAuthorities } from '../repository.js';
import { NewAuthority } from '../types.js';

/** Adds a member body to the installation; the first is the partnership itself. */
export const addAuthority = defineCommand({
  name: 'authorities.add-authority',
  permission: 'authorities.manage',
  input: NewAuthority,
  run: async (context, input) => {
    const known = await readAuthorities(context.db);
    const faults = [];
    if (known.some((authority) => authority.slug === input.slug))
      faults.push({ field: 'slug', message: 'Another authority has this address. Choose another' });
    if (known.some((authority) => authority.referencePrefix === input.referencePrefix))
      faults.push({
        field: 'referencePrefix',
        message: 'Another authority’s references begin so. Choose two other letters',
      });
    if (input.kind === 'partnership' && known.some((authority) => authority.kind === 'partnership'))
      faults.push({ field: 'kind', message: 'The installation has a partnership already' });
    if (faults.length > 0) throw badInput({ faults });
    const id = await insertAuthority(context.db, input, context.now);
    forgetAuthorities(context.kernel.db);
    await context.audit({
      authorityId: id,
      subject: { kind: 'authority', id: String(id) },
      details: { slug: input.slug },
    });
    return { id };
  },
});
