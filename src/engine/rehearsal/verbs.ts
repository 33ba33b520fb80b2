import { promptsOf } from '../../core/answers/asked.ts';
import { formFor } from '../../core/answers.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { whoGoesLive } from '../../core/rehearsal.ts';
import { personOf } from '../../core/round/asking.ts';
import type { Team } from '../../core/team.ts';
import { count, listed } from '../../core/wording.ts';
import { type Call, type Press, refused, type Submit, said, type Verb } from '../call.ts';
import { askedFor } from '../rounds/asked.ts';
import { goLive, sayBegun } from './rehearsal.ts';

/** `/rondo go-live`: a rehearsing team begins for real. */
export const goLiveVerb: Verb = async (call, words) => {
  const { tx, caller, now, context } = call;
  const found = await teamMeant(call, words, 'rehearsing');
  if ('reply' in found) return found;
  const row = await tx.rehearsals.get(found.id);
  if (row?.state !== 'rehearsing') return said(`${found.name} is live already.`);
  const allowed = whoGoesLive(found, row, context.operators ?? []);
  if (!allowed.includes(caller.person)) return notAllowed(found, allowed);
  const { told } = await goLive(context, tx, found, row, caller.person, now);
  const open =
    told > 0
      ? ` ${count(told, 'open blocker')} ${told === 1 ? 'is' : 'are'} told now to whom it concerns.`
      : '';
  return said(
    `${found.name} is live: from now on everybody gets what is theirs. What you saw before is not sent again.${open}`,
  );
};

/** `/rondo rehearse`: back into rehearsal; the caller sees everything. */
export const rehearseVerb: Verb = async (call, words) => {
  const { tx, caller, now, context } = call;
  const found = await teamMeant(call, words, 'live');
  if ('reply' in found) return found;
  const allowed = whoGoesLive(found, undefined, context.operators ?? []);
  if (!allowed.includes(caller.person)) return notAllowed(found, allowed);
  const row = await tx.rehearsals.get(found.id);
  if (row?.state === 'rehearsing')
    return said(`${found.name} rehearses already, with ${nameOf(found, row.by)}.`);
  const next = { id: found.id, state: 'rehearsing', by: caller.person, since: now } as const;
  if (row) await tx.rehearsals.update({ ...next, version: row.version + 1 });
  else await tx.rehearsals.insert({ ...next, version: 1 });
  await sayBegun(tx, found, caller.person, now);
  return said(
    `${found.name} rehearses from now on: everything comes to you. `,
    { code: '/rondo go-live' },
    ' ends it.',
  );
};

async function teamMeant({ tx, caller }: Call, words: string, state: 'rehearsing' | 'live') {
  const named = words.trim().toLowerCase();
  const meant = caller.teams.filter(({ id, name }) => !named || id === named || name.toLowerCase() === named);
  const states = await Promise.all(meant.map(({ id }) => tx.rehearsals.get(id)));
  const fitting = meant.filter((_, at) => (states[at]?.state ?? 'live') === state);
  const here = fitting.filter((team) => caller.meant.includes(team));
  const [only, ...others] = here.length > 0 ? here : fitting;
  if (only && others.length === 0) return only;
  if (only)
    return refused(
      `Which team? Say its id after it: ${listed(
        fitting.map(({ id }) => id),
        'or',
      )}. Nothing was changed.`,
    );
  if (meant.length === 0) return refused('That is none of your teams. Nothing was changed.');
  return refused(
    state === 'live' ? 'Your team rehearses already.' : 'Your team is live already. Nothing was changed.',
  );
}

function notAllowed(team: Team, allowed: readonly string[]) {
  const names = listed(
    allowed.map((id) => nameOf(team, id)),
    'or',
  );
  return refused(
    `Only the coordinator, a lead or an admin of ${team.name} may do that: ${names}. Nothing was changed.`,
  );
}

/** “Show the form” under a question that was rehearsed: as its reader would get it. */
export const showForm: Press = async ({ context, tx, caller, now }, thing) => {
  const prompts = await Promise.all(promptsOf(thing).map((id) => tx.prompts.get(id)));
  const asked = (
    await Promise.all(prompts.map((prompt) => prompt && askedFor(context, tx, prompt, now)))
  ).filter((one) => one !== undefined);
  const [first] = asked;
  const row = first && (await tx.rehearsals.get(first.team.id));
  const allowed = first && whoGoesLive(first.team, row, context.operators ?? []);
  const reader = first && personOf(first.team, first.prompt.person);
  if (!first || !reader || !allowed?.includes(caller.person) || row?.state !== 'rehearsing')
    return refused('This is no longer a rehearsal.');
  return {
    reply: 'form',
    form: {
      ...formFor(
        blankFor(asked.filter((one) => one.prompt.person === reader.id && one.team.id === first.team.id)),
        reader,
        now,
      ),
      id: 'rehearsal',
    },
  };
};

/** What is the reader's own stays theirs. */
function blankFor<A extends { own?: unknown; update?: unknown; last?: unknown }>(asked: readonly A[]): A[] {
  return asked.map((one) => {
    const blank = { ...one };
    delete blank.own;
    delete blank.update;
    delete blank.last;
    return blank;
  });
}

export const submitRehearsed: Submit = async () =>
  said('This is a rehearsal: nothing was saved, and nobody was told.');
