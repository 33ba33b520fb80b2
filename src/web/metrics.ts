import type { Meter } from '../ports.ts';

/** How things stand at one moment: numbers by name, with labels where there are several. */
export interface Standing {
  name: string;
  help: string;
  values: readonly { labels?: Readonly<Record<string, string>>; value: number }[];
}

/** What `/metrics` answers with. */
export interface Exposition {
  type: string;
  text: string;
}

export interface Metrics {
  meter: Meter;
  /** Everything that was counted, and how things stand now, as Prometheus reads it. */
  expose(): Promise<Exposition>;
}

type Told = (meter: Meter) => void;

/** So much is kept until somebody asks; after that the library that counts is loaded without being asked. */
const EARLY = 1_000;

/** Counts in memory from the start on. The library is loaded when somebody first asks, so that a Rondo that nobody watches does
 * not carry it. `now` gives how things stand. */
export function createMetrics(now: () => Promise<readonly Standing[]>): Metrics {
  const early: Told[] = [];
  let counting: ReturnType<typeof load> | undefined;

  async function load() {
    const { createRegister } = await import('./metrics-register.ts');
    const register = createRegister();
    for (const tell of early.splice(0)) tell(register.meter);
    return register;
  }

  function tell(told: Told): void {
    if (counting) return void counting.then(({ meter }) => told(meter));
    early.push(told);
    if (early.length >= EARLY) counting = load();
  }

  return {
    meter: {
      count: (what, labels) => tell((meter) => meter.count(what, labels)),
      took: (what, labels, span) => tell((meter) => meter.took(what, labels, span)),
    },
    async expose() {
      counting ??= load();
      return (await counting).expose(await now());
    },
  };
}
