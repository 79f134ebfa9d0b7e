import { expect } from 'chai';
import { z } from 'zod';
import { errorFromStatus, readJson } from './index.js';

describe('answers of far ends', () => {
  const now = Date.UTC(2026, 10, 16, 10);
  const answer = (status: number, headers: Record<string, string> = {}) =>
    errorFromStatus(new Response(null, { status, headers }), now);

  it('are told apart by their status', () => {
    const codes = [301, 400, 401, 403, 404, 408, 409, 410, 422, 429, 500, 503].map((status) => answer(status).code);
    expect(codes).to.deep.equal([
      ...['refused', 'refused', 'sign_in_refused', 'not_permitted', 'not_found', 'timed_out', 'conflict', 'not_found'],
      ...['refused', 'rate_limited', 'failed_at_far_end', 'failed_at_far_end'],
    ]);
  });

  it('say how long to wait, in seconds or by a date', () => {
    expect(answer(429, { 'retry-after': '120' }).retryAfterMs).to.equal(120_000);
    expect(answer(503, { 'retry-after': 'Mon, 16 Nov 2026 10:01:00 GMT' })).to.include({
      ...{ code: 'rate_limited', retryAfterMs: 60_000 },
    });
    expect(answer(429, { 'retry-after': 'soon' }).retryAfterMs).to.equal(undefined);
    expect(answer(500, { 'retry-after': '120' })).to.include({ code: 'failed_at_far_end', retryAfterMs: undefined });
  });

  it('are read in the agreed format, and nothing of them is repeated', async () => {
    const shape = z.object({ reference: z.string() });
    expect(await readJson(new Response('{"reference":"G-1"}'), shape)).to.deep.equal({ reference: 'G-1' });
    for (const [body, says] of [
      ['<p>Joan', 'not JSON'],
      ['{"reference":7,"name":"Joan"}', 'format: reference'],
    ] as const) {
      const error = await readJson(new Response(body), shape).catch((thrown: Error & { code?: string }) => thrown);
      expect(error).to.include({ code: 'unreadable_answer' });
      expect((error as Error).message)
        .to.include(says)
        .and.not.include('Joan');
    }
  });
});
