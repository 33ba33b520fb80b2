import { picksOf } from '../../core/answers/reading.ts';
import { voteForm } from '../../core/present/retro-forms.ts';
import { thingOfRetro } from '../../core/retro/retro.ts';
import { votesIn } from '../../core/retro/voting.ts';
import { count } from '../../core/wording.ts';
import { type Call, type Press, type Submit, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { notIn, partIn } from './guard.ts';

export const openVote: Press = async (call, thing) => {
  const voting = await votingIn(call, thing);
  if (!voting.ok) return voting.reply;
  const { retro, view } = voting.loaded;
  const own = view.ballots.find(({ person }) => person === call.caller.person);
  return { reply: 'form', form: voteForm(retro, view, own?.votes ?? []) };
};

/** One ballot a person: sent again, it takes the place of the one before. */
export const submitVote: Submit = async (call, thing, _epoch, values) => {
  const voting = await votingIn(call, thing);
  if (!voting.ok) return voting.reply;
  const { tx, caller, now } = call;
  const { retro } = voting.loaded;
  const read = votesIn(retro, picksOf(values.votes));
  if (!read.ok) return { reply: 'invalid', errors: { votes: read.why } };
  const { votes } = read;
  const id = `${retro.id}/${caller.person}`;
  const before = await tx.ballots.get(id);
  if (before) await tx.ballots.update({ ...before, votes, version: before.version + 1 });
  else await tx.ballots.insert({ id, retro: retro.id, person: caller.person, votes, version: 1 });
  await carryOut(tx, { events: [], effects: [{ do: 'refresh', thing: thingOfRetro(retro) }] }, now);
  return said(
    `Your ${count(votes.length, 'vote')} ${votes.length === 1 ? 'is' : 'are'} in. You can change that until the vote ends.`,
  );
};

async function votingIn(call: Call, thing: string) {
  const guarded = await partIn(call, thing);
  if (!guarded.ok) return guarded;
  const { retro } = guarded.loaded;
  const over = retro.phase === 'discuss' ? 'The vote is over.' : 'The vote has not begun.';
  const reply = notIn(retro, 'vote', over);
  return reply ? ({ ok: false, reply } as const) : guarded;
}
