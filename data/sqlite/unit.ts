import { AsyncLocalStorage } from 'node:async_hooks';
import { clearImmediate, setImmediate } from 'node:timers';

/** A unit of work, from its waiting to its commit. */
export interface Unit {
  /** Does the work; gives the call that reports its success. */
  readonly work: () => Promise<() => void>;
  readonly fail: (reason: unknown) => void;
  /** Its work is being done. */
  open: boolean;
  /** What it has written, to be done again should the transaction have to start over. */
  readonly writes: (() => unknown)[];
  /** The earliest due instant of the jobs it armed. */
  armed: number;
  /** Set once the work is done. */
  report?: () => void;
}

/** Runs units one at a time and knows from where it is called. */
export interface Runner {
  /** Does the unit's work. Rejects when the work does, or when it awaits anything but its transaction. */
  run(unit: Unit): Promise<void>;
  /** The unit whose work is calling. Throws outside of a unit, and once it is over. */
  current(): Unit;
  /** True when the caller is the work of a unit. */
  inside(): boolean;
  /** Stops works that stray, until the returned call. */
  watch(): () => void;
}

export function unitRunner(): Runner {
  const context = new AsyncLocalStorage<Unit>();
  let running: { unit: Unit; stop: (reason: Error) => void } | undefined;

  async function run(unit: Unit): Promise<void> {
    unit.open = true;
    try {
      unit.report = await new Promise<() => void>((resolve, reject) => {
        running = { unit, stop: reject };
        context.run(unit, unit.work).then(resolve, reject);
      });
    } finally {
      unit.open = false;
      running = undefined;
    }
  }

  function current(): Unit {
    const unit = context.getStore();
    if (unit?.open && unit === running?.unit) return unit;
    throw new Error('This transaction is over. A tx serves only inside the unit of work it was given to.');
  }

  function inside(): boolean {
    return context.getStore()?.open ?? false;
  }

  // Work that awaits only its tx ends before the event loop turns; whatever is open then waits for something else.
  function watch(): () => void {
    let next = setImmediate(look);
    function look() {
      next = setImmediate(look);
      running?.stop(new Error('A unit of work awaited something other than its tx.'));
    }
    return () => clearImmediate(next);
  }

  return { run, current, inside, watch };
}
