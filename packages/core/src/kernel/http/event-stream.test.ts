import { expect } from 'chai';
import { Readable } from 'node:stream';
import { openEventStream } from './event-stream.js';

describe('a stream of events', () => {
  it('gives what was sent, in order, and ends', async () => {
    const stream = openEventStream(() => undefined);
    stream.send('queue', { fresh: 1 });
    stream.stir();
    stream.end();
    const all: string[] = [];
    for await (const chunk of Readable.from(stream.chunks)) all.push(chunk as string);
    expect(all).to.deep.equal(['event: queue\ndata: {"fresh":1}\n\n', ':\n\n']);
  });

  it('lets go at once when the reader goes away while nothing comes', async () => {
    let ended = 0;
    const stream = openEventStream(() => (ended += 1));
    const readable = Readable.from(stream.chunks);
    readable.resume();
    await new Promise((resolve) => setImmediate(resolve));
    readable.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ended).to.equal(1);
    stream.send('queue', {});
    stream.end();
    expect(ended, 'once').to.equal(1);
  });
});
