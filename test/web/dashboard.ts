import { onTestFinished } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { createAccess } from '../../src/engine/access/access.ts';
import { announcing } from '../../src/engine/live.ts';
import { lookingInto } from '../../src/engine/metrics/metrics.ts';
import { createPages } from '../../src/engine/pages/pages.ts';
import type { Changes, Jobs, Pictures } from '../../src/ports.ts';
import type { DashboardNeeds } from '../../src/web/dashboard/app.ts';
import { dashboardRoutes } from '../../src/web/dashboard/routes.ts';
import { createWeb } from '../../src/web/server.ts';
import { type Harness, harness, type Setup } from '../harness.ts';

/** A drawing that is quick to make. */
export const pictures: Pictures = {
  trendSvg: async (weeks) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 42"><text y="20">${weeks.length}</text></svg>`,
};

export interface Site {
  rondo: Harness;
  url: string;
  /** What a browser of that person would send; undefined: one that was never here. */
  get(path: string, cookie?: string, how?: RequestInit): Promise<Response>;
  /** What `/rondo dashboard` says to somebody, and the path of the link in it. */
  wayFor(person: string, words?: string): Promise<string>;
  /** Signs somebody in; gives the cookie. */
  signIn(person: string, words?: string): Promise<string>;
}

/** A Rondo with its pages on a port of this machine. */
export async function site(
  setup: Partial<Setup> & { teams: readonly Team[] },
  over: Partial<DashboardNeeds> = {},
): Promise<Site> {
  const base: { url?: string } = {};
  let changes: Changes | undefined;
  const rondo = await harness({
    at: '2026-11-02T09:30:00Z',
    pages: () => base.url,
    storing: (store) => {
      const told = announcing(store, noJobs);
      changes = told.changes;
      return told.store;
    },
    ...setup,
  });
  const { context } = rondo.engine;
  const routes = dashboardRoutes({
    access: createAccess(context),
    pages: createPages(context, lookingInto(rondo.store.read), true),
    changes: changes ?? { subscribe: () => () => {} },
    pictures,
    secure: false,
    log: rondo.log,
    now: () => rondo.clock.now(),
    later: () => {},
    ...over,
  });
  const web = createWeb({ routes, log: rondo.log });
  base.url = await web.listen(0);
  const { url } = base;
  onTestFinished(() => web.stop(0));
  const get: Site['get'] = (path, cookie, how = {}) =>
    fetch(url + path, {
      redirect: 'manual',
      ...how,
      headers: { ...(cookie === undefined ? {} : { cookie }), ...how.headers },
    });
  const wayFor: Site['wayFor'] = async (person, words = '') => {
    const said = rondo.words(await rondo.slash(person, `/rondo dashboard ${words}`.trim()));
    rondo.ignore(/./);
    const [path] = said.match(/\/enter\/[\w-]{43}/) ?? [];
    if (path === undefined) throw new Error(`No link in: ${said}`);
    return path;
  };
  return {
    rondo,
    url,
    get,
    wayFor,
    async signIn(person, words) {
      const entered = await get(await wayFor(person, words), undefined, { method: 'POST' });
      return cookieOf(entered);
    },
  };
}

/** The cookie that an answer sets, as a browser sends it back. */
export function cookieOf(answer: Response): string {
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

const noJobs: Jobs = {
  next: async () => undefined,
  claim: async () => [],
  run: async () => 'gone',
  retry: async () => {},
  onArmed: () => {},
};
