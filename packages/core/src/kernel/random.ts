import { randomBytes, randomFillSync } from 'node:crypto';

const poolSize = 4096;
let pool = Buffer.alloc(0);

/**
 * Unpredictable bytes from the system, fetched some thousand at a time: asking for ten would be most of what an id
 * costs. Each byte is given out once.
 */
export function pooledRandom(size: number): Buffer {
  if (size > poolSize) return randomBytes(size);
  if (pool.length < size) pool = randomFillSync(Buffer.allocUnsafeSlow(poolSize));
  const given = pool.subarray(0, size);
  pool = pool.subarray(size);
  return given;
}
