import type { Json } from '../../core/decision.ts';
import type { Answer } from '../../core/round.ts';
import { dateAt, showInstant } from '../../core/time/zone.ts';
import type { Instant } from '../../core/time.ts';
import type { Call } from '../call.ts';

/** One thing that is stored about somebody. */
export interface Entry {
  date: string;
  words: string;
}

export interface Kind {
  one: string;
  many?: string;
  /** Everything of this kind that is the caller's own; nobody else's. */
  find(call: Call): Promise<Entry[]>;
  /** How many there are, where that can be had without reading them. */
  count?(call: Call): Promise<number>;
}

/** Of what there may be very many, so many are shown. */
const NEWEST = { order: 'at', newest: true, limit: 2_000 } as const;

/** The date on the caller's clock. */
export function day({ caller }: Call, at: Instant): string {
  return dateAt(caller.zone, at);
}

/** What a person has answered, holds and is sent, by the word that asks for it. */
export const KINDS: Readonly<Record<string, Kind>> = {
  updates: {
    one: 'answer to a round',
    many: 'answers to rounds',
    count: ({ tx, caller: { person } }) => tx.updates.count({ person }),
    find: async ({ tx, caller: { person } }) =>
      (await tx.updates.find({ person })).map(({ date, round, answers }) => ({
        date,
        words: `${round}: ${Object.entries(answers)
          .map(([question, answer]) => `${question}: ${answerWords(answer)}`)
          .join('; ')}`,
      })),
  },
  blockers: {
    one: 'blocker you raised',
    many: 'blockers you raised',
    count: ({ tx, caller: { person } }) => tx.escalations.count({ raiser: person }),
    find: async (call) =>
      (await call.tx.escalations.find({ raiser: call.caller.person })).map(
        ({ id, what, state, raisedAt }) => ({
          date: day(call, raisedAt),
          words: `${id} (${state}): ${what}`,
        }),
      ),
  },
  actions: {
    one: 'action',
    count: ({ tx, caller: { person } }) => tx.actions.count({ owner: person }),
    find: async ({ tx, caller: { person } }) =>
      (await tx.actions.find({ owner: person })).map(({ due, what, open }) => ({
        date: due,
        words: `${what}${open ? '' : ' (over)'}`,
      })),
  },
  objectives: {
    one: 'objective',
    count: ({ tx, caller: { person } }) => tx.objectives.count({ owner: person }),
    find: async ({ tx, caller: { person } }) =>
      (await tx.objectives.find({ owner: person })).map(({ week, what }) => ({ date: week, words: what })),
  },
  waiting: {
    one: 'dependency',
    many: 'dependencies',
    find: async (call) => {
      const { person } = call.caller;
      const mine = await call.tx.dependencies.find({ waiting: person });
      const others = await call.tx.dependencies.find({ on: person });
      return [...mine, ...others].map(({ waiting, on, what, since }) => ({
        date: day(call, since),
        words: `${waiting} waits for ${on}: ${what}`,
      }));
    },
  },
  risks: {
    one: 'risk you named or watch',
    many: 'risks you named or watch',
    find: async (call) =>
      (await inTeams(call, (team) => call.tx.risks.find({ team })))
        .filter(({ by, owner }) => [by, owner].includes(call.caller.person))
        .map(({ at, what }) => ({ date: day(call, at), words: what })),
  },
  figures: {
    one: 'number you told',
    many: 'numbers you told',
    find: async (call) =>
      (await inTeams(call, (team) => call.tx.figures.find({ team })))
        .filter(({ by }) => by === call.caller.person)
        .map(({ date, name, value }) => ({ date, words: `${name}: ${value}` })),
  },
  turns: {
    one: 'turn of duty',
    many: 'turns of duty',
    count: ({ tx, caller: { person } }) => tx.turns.count({ person }),
    find: async ({ tx, caller: { person } }) =>
      (await tx.turns.find({ person })).map(({ date, rotation, why }) => ({
        date,
        words: `${rotation}: ${why}`,
      })),
  },
  absences: {
    one: 'absence',
    count: ({ tx, caller: { person } }) => tx.absences.count({ person }),
    find: async (call) =>
      (await call.tx.absences.find({ person: call.caller.person })).map(({ from, to, source }) => ({
        date: day(call, from),
        words: `until ${showInstant(call.caller.zone, to, 'both')} (${source})`,
      })),
  },
  settings: {
    one: 'setting changed in chat',
    many: 'settings changed in chat',
    find: async (call) =>
      (
        await Promise.all(
          call.caller.teams.map(({ id }) =>
            call.tx.changes.find({ about: `member:${id}/${call.caller.person}` }),
          ),
        )
      )
        .flat()
        .map(({ at, fields, why }) => ({ date: day(call, at), words: `${factWords(fields)} (${why})` })),
  },
  identities: {
    one: 'user in a chat',
    many: 'users in chats',
    count: ({ tx, caller: { person } }) => tx.identities.count({ person }),
    find: async ({ tx, caller: { person } }) =>
      (await tx.identities.find({ person })).map(({ platform, workspace, user }) => ({
        date: '',
        words: `${platform} ${workspace}: ${user}`,
      })),
  },
  messages: {
    one: 'message to you',
    many: 'messages to you',
    count: ({ tx, caller: { person } }) => tx.items.count({ recipient: `person:${person}` }),
    find: async (call) =>
      (await call.tx.items.find({ recipient: `person:${call.caller.person}` }, NEWEST)).map(
        ({ kind, thing, due, state }) => ({
          date: day(call, due),
          words: `${kind} about ${thing} (${state})`,
        }),
      ),
  },
  log: {
    one: 'line in the log',
    many: 'lines in the log',
    count: ({ tx, caller: { person } }) => tx.events.count({ person }),
    find: async (call) =>
      (await call.tx.events.find({ person: call.caller.person }, NEWEST)).map(({ at, about, what, why }) => ({
        date: day(call, at),
        words: `${about} ${what}${why ? `: ${why}` : ''}`,
      })),
  },
};

/** The rows of each of the caller's teams. */
export async function inTeams<T>({ caller }: Call, find: (team: string) => Promise<T[]>): Promise<T[]> {
  return (await Promise.all(caller.teams.map(({ id }) => find(id)))).flat();
}

function answerWords(answer: Answer): string {
  return typeof answer === 'object' ? factWords(answer) : String(answer);
}

function factWords(value: object): string {
  const said: Json = JSON.parse(JSON.stringify(value));
  return typeof said === 'object' && said !== null
    ? Object.entries(said)
        .map(([name, one]) => (Array.isArray(said) ? String(one) : `${name} ${JSON.stringify(one)}`))
        .join(', ')
    : String(said);
}
