import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Playground } from './chat.ts';
import type { Change } from './room.ts';
import type { ClockView } from './travel.ts';
import { type LineView, lineOf, type Sidebar, sidebarOf } from './view.ts';

/** One batch of news for one page. */
export interface News {
  /** New or different lines, oldest first. */
  lines: LineView[];
  /** References of what was taken away. */
  gone: string[];
  sidebar: Sidebar;
  clock: ClockView;
  /** Everything was forgotten, or other people are here: load anew. */
  reload: boolean;
}

export interface Live {
  /** Keeps the response open and sends news to that person. */
  open(request: IncomingMessage, response: ServerResponse, user: string): void;
  /** The clock bar shows something else. */
  touch(): void;
  close(): void;
}

interface Page {
  user: string;
  response: ServerResponse;
  lines: Set<string>;
  gone: Set<string>;
  reload: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Changes within this many milliseconds travel together: a long walk through time makes hundreds. */
const GATHER = 40;
/** Keeps the connection alive, in milliseconds. */
const HEARTBEAT = 25_000;

/** Live updates by server-sent events. */
export function liveFrom(
  playground: Playground,
  clock: () => Promise<ClockView>,
  log: (problem: unknown) => void,
): Live {
  const pages = new Set<Page>();
  const stop = playground.subscribe((change) => {
    for (const page of pages) {
      if (note(playground, page, change)) plan(page);
    }
  });
  const heartbeat = setInterval(() => {
    for (const page of pages) page.response.write(': here\n\n');
  }, HEARTBEAT).unref();

  function plan(page: Page): void {
    page.timer ??= setTimeout(() => {
      page.timer = undefined;
      tell(playground, page, clock).catch(log);
    }, GATHER);
  }

  function end(page: Page): void {
    clearTimeout(page.timer);
    pages.delete(page);
  }

  return {
    open(request, response, user) {
      const page: Page = {
        user,
        response,
        lines: new Set(),
        gone: new Set(),
        reload: false,
        timer: undefined,
      };
      response.setHeader('content-type', 'text/event-stream; charset=utf-8');
      response.write('retry: 1000\n\n');
      pages.add(page);
      request.on('close', () => end(page));
      plan(page);
    },
    touch: () => pages.forEach(plan),
    close() {
      stop();
      clearInterval(heartbeat);
      for (const page of [...pages]) {
        end(page);
        page.response.end();
      }
    },
  };
}

/** Writes down what a page has to hear of; false when it concerns somebody else. */
function note(playground: Playground, page: Page, change: Change): boolean {
  if (change.change === 'dismissed') {
    if (change.user === page.user) page.gone.add(change.ref);
    return change.user === page.user;
  }
  if (change.change === 'line') {
    const thread = playground.room.book.byRef.get(change.ref)?.thread;
    page.lines.add(change.ref);
    if (thread !== undefined) page.lines.add(thread);
  }
  if (change.change === 'read' && change.thread !== undefined) page.lines.add(change.thread);
  if (change.change === 'cleared' || change.change === 'people') page.reload = true;
  return true;
}

async function tell(playground: Playground, page: Page, clock: () => Promise<ClockView>): Promise<void> {
  const { room } = playground;
  const time = await clock();
  const lines = [...page.lines]
    .flatMap((ref) => lineOf(room, page.user, ref) ?? [])
    .sort((a, b) => a.n - b.n);
  const news: News = {
    lines,
    gone: [...page.gone],
    sidebar: sidebarOf(room, page.user),
    clock: time,
    reload: page.reload,
  };
  page.lines.clear();
  page.gone.clear();
  page.reload = false;
  page.response.write(`data: ${JSON.stringify(news)}\n\n`);
}
