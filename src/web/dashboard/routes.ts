import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Routes } from '../../ports.ts';
import type { DashboardNeeds } from './app.ts';

/** The dashboard, the way into it, and what its pages load. All of it is loaded when somebody first comes. */
export function dashboardRoutes(needs: DashboardNeeds): Routes[] {
  let made: Promise<Handle> | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    made ??= import('./app.ts').then(({ createDashboard }) => createDashboard(needs));
    const handle = await made;
    await handle(request, response);
  }

  function broken(response: ServerResponse, error: unknown): void {
    const what = error instanceof Error ? error.stack : String(error);
    needs.log.error({ error: what }, 'The dashboard could not answer.');
    if (response.headersSent) response.destroy();
    else
      response
        .writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
        .end('Something went wrong here.\n');
  }

  return ['/dashboard', '/enter', '/assets'].map((prefix) => ({
    prefix,
    handle: (request, response) => void answer(request, response).catch((error) => broken(response, error)),
  }));
}

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
