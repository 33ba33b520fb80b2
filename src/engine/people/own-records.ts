import type { Instant } from '../../core/time.ts';
import type { Call } from '../call.ts';
import { day, inTeams, type Kind } from './own-kinds.ts';

/** Of what there may be very many, so many are looked through. */
const NEWEST = { order: 'date', newest: true, limit: 2_000 } as const;

/** What somebody has said that the team keeps, and what is kept of how they are to be treated. */
export const RECORDS: Readonly<Record<string, Kind>> = {
  lessons: {
    one: 'lesson you told',
    many: 'lessons you told',
    find: (call) =>
      said(
        call,
        (team) => call.tx.lessons.find({ team }),
        ({ text }) => text,
      ),
  },
  decisions: {
    one: 'decision you wrote down',
    many: 'decisions you wrote down',
    find: (call) =>
      said(
        call,
        (team) => call.tx.decisions.find({ team }),
        ({ what }) => what,
      ),
  },
  topics: {
    one: 'topic you put on an agenda',
    many: 'topics you put on an agenda',
    find: (call) =>
      said(
        call,
        (team) => call.tx.topics.find({ team }),
        ({ text }) => text,
      ),
  },
  notes: {
    one: 'note for the minutes',
    many: 'notes for the minutes',
    find: (call) =>
      said(
        call,
        (team) => notesIn(call, team),
        ({ text, round }) => `${round}: ${text}`,
      ),
  },
  skips: {
    one: 'time in which you are not picked',
    many: 'times in which you are not picked',
    find: async (call) =>
      (await inTeams(call, (team) => call.tx.rotations.find({ team }))).flatMap(({ id, skips = [] }) =>
        skips
          .filter(({ person }) => person === call.caller.person)
          .map(({ from, to }) => ({ date: from, words: `${id}: until ${to}` })),
      ),
  },
  sessions: {
    one: 'sign-in to the dashboard',
    many: 'sign-ins to the dashboard',
    count: ({ tx, caller: { person } }) => tx.sessions.count({ person }),
    find: async (call) =>
      (await call.tx.sessions.find({ person: call.caller.person })).map(({ since, until }) => ({
        date: day(call, since),
        words: `until ${day(call, until)}, unless it is used; only a print of its cookie is kept`,
      })),
  },
  calendars: {
    one: 'calendar',
    count: ({ tx, caller: { person } }) => tx.feeds.count({ person }),
    find: async (call) =>
      (await call.tx.feeds.find({ person: call.caller.person })).map((feed) =>
        feed.way === 'out'
          ? {
              date: day(call, feed.at),
              words: `an address to read ${feed.team === undefined ? 'your own turns and meetings' : feed.team} at; only a print of it is kept`,
            }
          : { date: '', words: `read from ${feed.host}, to know when you are away` },
      ),
  },
};

/** What the caller has said, of what their teams keep. */
async function said<Row extends { by?: string; at: Instant }>(
  call: Call,
  rowsOf: (team: string) => Promise<Row[]>,
  words: (row: Row) => string,
) {
  const rows = await inTeams(call, rowsOf);
  return rows
    .filter(({ by }) => by === call.caller.person)
    .map((row) => ({ date: day(call, row.at), words: words(row) }));
}

async function notesIn({ tx }: Call, team: string) {
  const rounds = await tx.rounds.find({ team }, NEWEST);
  return rounds.flatMap(({ id, notes = [] }) => notes.map((note) => ({ ...note, round: id })));
}
