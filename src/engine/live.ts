import type { Changes, Jobs, Store, Tx } from '../ports.ts';

/** The same store and jobs, which tell of each team in which something has happened, once it is committed. Nobody is told of
 * what was taken back. */
export function announcing<J extends Jobs>(
  store: Store,
  jobs: J,
): { store: Store; jobs: J; changes: Changes } {
  const listeners = new Map<string, Set<() => void>>();

  function tell(teams: ReadonlySet<string>): void {
    for (const team of teams) for (const listener of listeners.get(team) ?? []) listener();
  }

  async function transact<T>(unit: (tx: Tx) => Promise<T>): Promise<T> {
    const teams = new Set<string>();
    const result = await store.transact((tx) => unit(noting(tx, teams)));
    tell(teams);
    return result;
  }

  const run: Jobs['run'] = async (job, unit) => {
    const teams = new Set<string>();
    const result = await jobs.run(job, (tx) => unit(noting(tx, teams)));
    if (result === 'done') tell(teams);
    return result;
  };

  function subscribe(team: string, listener: () => void): () => void {
    const those = listeners.get(team) ?? new Set();
    listeners.set(team, those.add(listener));
    return () => {
      those.delete(listener);
      if (those.size === 0 && listeners.get(team) === those) listeners.delete(team);
    };
  }

  return { store: { ...store, transact }, jobs: { ...jobs, run }, changes: { subscribe } };
}

/** Everything that matters leaves an event. */
function noting(tx: Tx, teams: Set<string>): Tx {
  const append: Tx['events']['append'] = (event) => {
    teams.add(event.team);
    return tx.events.append(event);
  };
  return { ...tx, events: { ...tx.events, append } };
}
