import type { Reply } from '../../core/decision.ts';
import { firstBegin } from '../../core/digest/period.ts';
import { suggestionsOf } from '../../core/digest/suggestions.ts';
import { withWeek } from '../../core/digest.ts';
import type { FormPart, FormValues } from '../../core/form.ts';
import { weekForm, weekIn, weekParts } from '../../core/present/week-form.ts';
import type { Digest, WeekLine } from '../../core/record.ts';
import type { RoundView } from '../../core/round/asking.ts';
import type { Team } from '../../core/team.ts';
import { type Call, type Press, type Submit, said } from '../call.ts';
import { materialOf } from './digest-material.ts';
import { decidable } from './found.ts';
import { change, lastSent, note } from './rows.ts';

/** The three lines of the week: picked or written when the review ends, or by the approver in the preview. */

export const openWeek: Press = async (call, thing) => {
  const found = await decidable(call, thing);
  if ('refusal' in found) return found.refusal;
  return {
    reply: 'form',
    form: weekForm(found.digest, await suggestionsFor(call, found.team, found.digest)),
  };
};

export const submitWeek: Submit = async (call, thing, _epoch, values) => {
  const found = await decidable(call, thing);
  if ('refusal' in found) return found.refusal;
  return (await keepWeek(call, found.team, found.digest, values)) ?? said('Saved.');
};

/** What the form at the end of the review asks for the digest that follows it; nothing for other rounds. */
export async function weekPartsFor(call: Call, view: RoundView): Promise<FormPart[]> {
  const digest = await digestAfter(call, view);
  return digest ? weekParts(await suggestionsFor(call, view.team, digest), digest.week) : [];
}

/** Keeps what was said there; gives what is wrong with it. */
export async function keepWeekOf(
  call: Call,
  view: RoundView,
  values: FormValues,
): Promise<Reply | undefined> {
  const digest = await digestAfter(call, view);
  return digest && keepWeek(call, view.team, digest, values);
}

/** The digest that follows this review and is not out yet. */
async function digestAfter({ tx }: Call, { team, ritual, round }: RoundView): Promise<Digest | undefined> {
  if (team.digest.after !== ritual.id) return undefined;
  const digest = await tx.digests.get(`${team.id}/${round.date}`);
  return digest?.state === 'planned' || digest?.state === 'preview' ? digest : undefined;
}

async function keepWeek(
  call: Call,
  team: Team,
  digest: Digest,
  values: FormValues,
): Promise<Reply | undefined> {
  const { tx, caller, now } = call;
  const read = weekIn(values, await suggestionsFor(call, team, digest), team);
  if ('errors' in read) return { reply: 'invalid', errors: read.errors };
  const week: readonly WeekLine[] = read.lines;
  if (week.length === 0 && !digest.week?.length) return undefined;
  const lines = digest.state === 'planned' ? digest.lines : withWeek(digest.lines, { team, week });
  await change(tx, digest, { week, lines });
  const why = week.length > 0 ? week.map(({ text }) => `“${text}”`).join(' ') : 'Left out.';
  await note(tx, digest, { what: 'told in three lines', who: caller.person, why }, [], now);
  return undefined;
}

/** Before the digest is cut, of the time since the last one. */
async function suggestionsFor({ tx, now }: Call, team: Team, digest: Digest): Promise<WeekLine[]> {
  const before = await lastSent(tx, digest);
  const planned = digest.state === 'planned';
  const from = planned ? (before?.to ?? firstBegin(team, digest)) : digest.from;
  const to = planned ? now : digest.to;
  const material = await materialOf(tx, team, from, to, digest.ritual !== undefined);
  return suggestionsOf({ team, from, to, ...material });
}
