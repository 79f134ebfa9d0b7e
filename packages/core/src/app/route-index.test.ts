import { expect } from 'chai';
import express from 'express';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { RouteIndex } from './route-index.js';

const paths = [
  '/',
  '/sign-in',
  '/s/:token',
  '/desk',
  '/desk/cases/log',
  '/desk/cases/:id',
  '/desk/cases/:id/notes',
  '/desk/:anything/print',
  '/api/v1/cases/:id',
  '/api/v1/cases',
  '/api/openapi.json',
];

describe('routes by how their addresses begin', () => {
  let server: Server;
  let origin: string;
  before(async () => {
    const app = express();
    app.enable('case sensitive routing');
    const index = new RouteIndex();
    for (const path of paths)
      index.routerOf(path).get(path, (request, response) => {
        if (request.query['fail'] !== undefined) throw new Error('asked to fail');
        response.json({ path, params: request.params, url: request.url });
      });
    app.use(index.handle);
    app.use((_request, response) => void response.status(404).json({ path: 'none' }));
    app.use((error: Error, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
      response.status(500).json({ path: error.message });
    });
    server = await new Promise<Server>((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
    });
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const ask = async (path: string): Promise<{ path: string; params?: object; url?: string }> =>
    (await (await fetch(origin + path)).json()) as { path: string };

  it('finds each, with its parameters and the whole address', async () => {
    for (const path of paths) {
      const asked = path.replace(/:(\w+)/g, 'a-$1');
      const params = Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, `a-${name}`]));
      expect(await ask(asked)).to.deep.equal({ path, params, url: asked });
    }
  });

  it('takes the one with more fixed parts first, and the next when that does not fit', async () => {
    expect((await ask('/desk/cases/log')).path).to.equal('/desk/cases/log');
    expect((await ask('/desk/cases/log/notes')).path).to.equal('/desk/cases/:id/notes');
    expect((await ask('/desk/cases/print')).path).to.equal('/desk/cases/:id');
    expect((await ask('/desk/places/print')).path).to.equal('/desk/:anything/print');
  });

  it('takes a slash at the end, and tells capitals apart', async () => {
    expect((await ask('/desk/')).path).to.equal('/desk');
    expect((await ask('/desk/cases/7/')).path).to.equal('/desk/cases/:id');
    expect((await ask('/Desk')).path).to.equal('none');
  });

  it('hands on what fits none, and what fails', async () => {
    for (const path of ['/des', '/desk/cases/7/nothing', '/api', '/api/v1', '//desk', '/a/b/c/d/e/f'])
      expect((await ask(path)).path, path).to.equal('none');
    expect((await ask('/desk/cases/7?fail')).path).to.equal('asked to fail');
  });
});
