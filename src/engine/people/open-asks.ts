import { handOverFails } from '../../core/action-hand-over.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { dutySaid } from '../../core/present/duty.ts';
import { closeAsk } from '../../core/rotation/asking.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { saveAction } from '../actions/begin.ts';
import type { Call } from '../call.ts';
import { keepDuties, sightOf } from '../rounds/duty-books.ts';

/** What somebody was asked and cannot answer any more, because they leave: whoever asked hears of it, and nothing else changes. */
export async function answerFor(call: Call, team: Team, person: PersonId): Promise<void> {
  const why = `${nameOf(team, person)} leaves ${team.name}`;
  await closeTurnAsks(call, team, person, why);
  for (const action of await call.tx.actions.find({ team: team.id, open: true })) {
    const done = handOverFails(action, { to: person, why }, call.command.platform, call.now);
    if (done) await saveAction(call.tx, action, done, call.now);
  }
}

async function closeTurnAsks(call: Call, team: Team, person: PersonId, why: string): Promise<void> {
  const { duties } = await sightOf(call.tx, team, call.now);
  for (const { turn } of duties.filter(({ turn: { ask } }) => ask?.to === person && !ask.settled)) {
    // Each change is made on what the one before has left.
    const sight = await sightOf(call.tx, team, call.now);
    const duty = sight.duties.find((one) => one.turn.id === turn.id);
    const asked = duty?.turn.ask;
    if (!duty || !asked) continue;
    await keepDuties(call, sight, {
      books: closeAsk(sight.books, duty.turn, 'overtaken', call.now),
      events: [{ turn: turn.id, what: 'not answered', why, person: asked.by }],
      told: [{ to: asked.by, turn: turn.id, text: dutySaid.failed(duty, `${why}.`) }],
      shown: [turn.id],
    });
  }
}
