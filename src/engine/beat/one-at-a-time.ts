/** Runs of `work` never overlap. A call while one runs gets a run of its own that starts after it, shared with all calls that
 * come meanwhile: whoever waits has had a run that began after the call. */
export function oneAtATime<T>(work: () => Promise<T>): { run(): Promise<T>; idle(): Promise<void> } {
  let running: Promise<T> | undefined;
  let queued: Promise<T> | undefined;

  function start(): Promise<T> {
    const now = work().finally(() => {
      if (running === now) running = undefined;
    });
    running = now;
    return now;
  }

  function run(): Promise<T> {
    // One that waits its turn is shared even in the moment between two runs.
    if (queued) return queued;
    if (!running) return start();
    queued = quietly(running).then(() => {
      queued = undefined;
      return start();
    });
    return queued;
  }

  async function idle(): Promise<void> {
    while (running ?? queued) await quietly(queued ?? running);
  }

  return { run, idle };
}

/** The end of a run, however it ended: whoever asked for that run is told of its error. */
async function quietly(run: Promise<unknown> | undefined): Promise<void> {
  await run?.then(
    () => undefined,
    () => undefined,
  );
}
