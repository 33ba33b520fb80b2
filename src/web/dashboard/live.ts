import type { ServerResponse } from 'node:http';
import { HOUR, type Span } from '../../core/time.ts';
import type { Changes } from '../../ports.ts';

/** Calls once after so many ms of the wall clock. */
export type Later = (span: Span, call: () => void) => void;

export interface Live {
  /** Holds a page's stream open and tells it when something happens in the team. False when there are too many. */
  open(team: string, response: ServerResponse): boolean;
}

interface Stream {
  response: ServerResponse;
  told: number;
  since: number;
}

/** All pages of the team load themselves anew when they are told; a few at a time, so that nobody who writes has to wait. */
const STEP: Span = 100;
const AT_ONCE = 10;
/** A page is told once a second at most. */
const PAUSE: Span = 1_000;
const BEAT: Span = 25_000;
/** Then the browser opens it again, and it is asked again who it is. */
const LONGEST: Span = HOUR;
const MOST = 1_000;

/** The streams of all open pages. `now` and `later` are of the wall clock, also where the rest of Rondo has a clock of its own. */
export function createLive(changes: Changes, now: () => number, later: Later): Live {
  const streams = new Set<Stream>();
  const waiting = new Set<Stream>();
  let stepping = false;
  let beating = false;

  function changed(stream: Stream): void {
    waiting.add(stream);
    if (stepping) return;
    stepping = true;
    later(STEP, step);
  }

  function step(): void {
    const due = [...waiting].filter(({ told }) => now() - told >= PAUSE).slice(0, AT_ONCE);
    for (const stream of due) tell(stream);
    stepping = waiting.size > 0;
    if (stepping) later(STEP, step);
  }

  function tell(stream: Stream): void {
    waiting.delete(stream);
    stream.told = now();
    stream.response.write('event: changed\ndata: \n\n');
  }

  /** Keeps proxies from closing what is quiet. */
  function beat(): void {
    for (const { response, since } of streams)
      if (now() - since >= LONGEST) response.end();
      else response.write(': still here\n\n');
    beating = streams.size > 0;
    if (beating) later(BEAT, beat);
  }

  return {
    open(team, response) {
      if (streams.size >= MOST) return false;
      const stream = { response, told: 0, since: now() };
      streams.add(stream);
      const callOff = changes.subscribe(team, () => changed(stream));
      response.on('close', () => {
        callOff();
        streams.delete(stream);
        waiting.delete(stream);
      });
      response.setHeader('content-type', 'text/event-stream; charset=utf-8');
      response.setHeader('cache-control', 'no-store');
      response.setHeader('x-accel-buffering', 'no');
      response.write(': here\n\n');
      if (!beating) {
        beating = true;
        later(BEAT, beat);
      }
      return true;
    },
  };
}
