import type { Decision } from '../decision.ts';
import type { MeetingNote, Round } from '../round.ts';
import type { Instant } from '../time.ts';
import { oneLine } from '../wording.ts';
import type { RoundView } from './asking.ts';

/** The meeting that a note belongs to: the one that is going on, else one that is announced, else nothing. */
export function meetingFor(views: readonly RoundView[], now: Instant): RoundView | undefined {
  const live = views.filter(({ ritual, round }) => ritual.mode === 'live' && round.state === 'open');
  const going = live.filter(({ round }) => round.startedAt !== undefined && round.startedAt <= now);
  return (going.length > 0 ? going : live).toSorted((a, b) => a.round.opensAt - b.round.opensAt).at(0);
}

/** Keeps a note for the minutes. The same words of the same person are kept once. */
export function minute({ round, team }: RoundView, note: MeetingNote): Decision<Round> {
  const notes = round.notes ?? [];
  if (notes.some(({ text, by }) => text === note.text && by === note.by))
    return { state: round, events: [], effects: [] };
  const about = `round:${round.id}`;
  return {
    state: { ...round, notes: [...notes, note], version: round.version + 1 },
    events: [
      {
        team: team.id,
        about,
        what: 'noted',
        who: note.by,
        at: note.at,
        from: 'engine',
        why: oneLine(note.text),
      },
    ],
    effects: [{ do: 'refresh', thing: about }],
  };
}
