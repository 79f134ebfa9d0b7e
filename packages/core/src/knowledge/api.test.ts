import { expect } from 'chai';
import { giveToken } from '../testing/api-token.js';
import { dunmere, onBothEngines } from '../testing/harness.js';
import { addPerson, startHttp, type TestHttp } from '../testing/http.js';
import { anArticle } from '../testing/an-article.js';

interface Answered {
  readonly status: number;
  readonly etag: string;
  readonly body: Record<string, unknown>;
}

onBothEngines('the API of knowledge', (world) => {
  let http: TestHttp;
  let editor: string;
  before(async () => {
    http = await startHttp(world());
    editor = await tokenOf('knowledge-editor');
  });
  after(() => http.close());

  async function tokenOf(role: 'knowledge-editor' | 'analyst'): Promise<string> {
    const { personId } = await addPerson(world(), { roles: [['dunmere', role]] });
    return await giveToken(world().kernel, personId);
  }

  async function ask(
    method: string,
    path: string,
    about: { json?: unknown; headers?: Record<string, string>; token?: string } = {},
  ): Promise<Answered> {
    const { json, headers, token = editor } = about;
    const all = { Accept: 'application/json', Authorization: `Bearer ${token}`, ...headers };
    const path1 = `/api/v1/knowledge${path}`;
    const sent = await http.browser().send(path1, { method, headers: all, ...(json ? { json } : {}) });
    const body = (sent.text ? JSON.parse(sent.text) : {}) as Record<string, unknown>;
    return { status: sent.status, etag: sent.headers.get('etag') ?? '', body };
  }

  const write = (key: string, more: object = {}) =>
    ask('POST', '/articles', { json: { authorityId: dunmere, article: anArticle({ key, title: key }), ...more } });
  const found = async (words: string): Promise<string[]> => {
    const { body } = await ask('GET', `/search?authorityId=${dunmere}&q=${encodeURIComponent(words)}`);
    return (body['items'] as { key: string }[]).map(({ key }) => key);
  };

  it('takes articles, and finds them at once', async () => {
    const { status, etag, body } = await write('turnstiles');
    expect([status, etag, body['number']]).to.deep.equal([201, '"v1"', 1]);
    expect(await found('turnstile')).to.deep.equal(['turnstiles']);
  });

  it('keeps a draft back until it is published', async () => {
    const { body, etag } = await write('weathervanes', { state: 'draft' });
    expect(await found('weathervane')).to.deep.equal([]);
    const published = await ask('POST', `/articles/${String(body['id'])}/publish`, {
      json: {},
      headers: { 'If-Match': etag },
    });
    expect([published.status, published.etag]).to.deep.equal([200, '"v2"']);
    expect(await found('weathervane')).to.deep.equal(['weathervanes']);
  });

  it('changes only the version that If-Match names', async () => {
    const { body, etag } = await write('sundials');
    const path = `/articles/${String(body['id'])}`;
    const change = (headers: Record<string, string>) =>
      ask('PUT', path, { json: { article: anArticle({ key: 'sundials', title: 'Sundials and moondials' }) }, headers });
    expect((await change({})).status).to.equal(412);
    expect((await change({ 'If-Match': '"v9"' })).status).to.equal(412);
    expect((await change({ 'If-Match': etag })).etag).to.equal('"v2"');
    expect((await change({ 'If-Match': etag })).status).to.equal(412);
    expect(await found('moondial')).to.deep.equal(['sundials']);
  });

  it('writes an article once, however often the same request is sent', async () => {
    const json = { authorityId: dunmere, article: anArticle({ key: 'gargoyles', title: 'Gargoyles' }) };
    const headers = { 'Idempotency-Key': 'gargoyles-once' };
    const first = await ask('POST', '/articles', { json, headers });
    const again = await ask('POST', '/articles', { json, headers });
    expect(again).to.deep.equal(first);
    expect((await ask('POST', '/articles', { json })).body['code']).to.equal('article_key_taken');
  });

  it('learns from resolved enquiries that are sent to it', async () => {
    await write('bandstands');
    expect(await found('oompah')).to.deep.equal([]);
    const items = [{ words: 'where the oompah lot play', articleKey: 'bandstands' }];
    const taught = await ask('POST', '/resolved-enquiries', { json: { authorityId: dunmere, items } });
    expect([taught.status, taught.body]).to.deep.equal([201, { learned: 1 }]);
    expect(await found('oompah')).to.deep.equal(['bandstands']);
  });

  it('says which enquiry is at fault, and how', async () => {
    const items = [{ words: 'something' }, { words: 'something', articleKey: 'nonesuch' }];
    const { status, body } = await ask('POST', '/resolved-enquiries', { json: { authorityId: dunmere, items } });
    expect(status).to.equal(422);
    expect(body['errors']).to.deep.equal([
      { field: 'items.0.articleId', message: 'Name the answer by one of articleId, articleKey and serviceId' },
    ]);
  });

  it('lets nobody write who may only read', async () => {
    const token = await tokenOf('analyst');
    const json = { authorityId: dunmere, article: anArticle({ key: 'no' }) };
    expect((await ask('POST', '/articles', { json, token })).status).to.equal(403);
    expect((await ask('GET', `/gaps?authorityId=${dunmere}`, { token })).status).to.equal(403);
  });
});
