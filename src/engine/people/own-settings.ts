import type { Reply } from '../../core/decision.ts';
import type { Element } from '../../core/message.ts';
import {
  isOwnSetting,
  type OwnSetting,
  readSetting,
  unknownSetting,
} from '../../core/people/own-settings.ts';
import { presentKept, presentOwnSettings, settingsHelp } from '../../core/present/own-settings.ts';
import { dateAt } from '../../core/time/zone.ts';
import { listed } from '../../core/wording.ts';
import { type Call, refused, said } from '../call.ts';
import { applyChange, undoChange, whyNotApply } from '../definitions/changes.ts';
import { keptAbout, ownData } from './own-data.ts';

/** How the caller is set in each of their teams, and what is stored about them. */
export async function ownSettings(call: Call): Promise<Element[]> {
  const { caller, tx, now } = call;
  const shown: Element[] = [];
  for (const team of caller.teams) {
    const member = team.members.find(({ id }) => id === caller.person);
    const changes = await tx.changes.find({ about: aboutMe(call, team.id), open: true });
    const changed = new Set(changes.flatMap(({ fields }) => ('user' in fields ? [] : Object.keys(fields))));
    if (member) shown.push(...presentOwnSettings(team, member, changed, dateAt(caller.zone, now)));
  }
  return [...shown, ...(shown.length > 0 ? settingsHelp() : []), ...presentKept(await keptAbout(call))];
}

/** `me data …`, `me zone …`, `me hours …`, `me quiet …`, `me reset`. */
export async function ownVerb(call: Call, words: string): Promise<Reply> {
  const [, verb = '', rest = ''] = words.trim().match(/^(\S+)\s*([\s\S]*)$/) ?? [];
  const word = verb.toLowerCase();
  if (word === 'data') return ownData(call, rest);
  if (call.caller.teams.length === 0)
    return refused('You are a member of no team, so there is nothing to set.');
  if (word === 'reset') return reset(call);
  return isOwnSetting(word) ? set(call, word, rest) : refused(unknownSetting(verb), ' Nothing was changed.');
}

/** A person has one clock: it is set in every team of theirs, or in none. */
async function set(call: Call, setting: OwnSetting, words: string): Promise<Reply> {
  const { context, tx, caller, now } = call;
  const read = readSetting(setting, words);
  if (!read.ok) return refused(`${read.why}. Nothing was changed.`);
  const wanted = caller.teams.map(({ id: team }) => ({
    team,
    about: aboutMe(call, team),
    fields: read.fields,
    by: caller.person,
    at: now,
    why: `${caller.name} has set their own ${setting}.`,
  }));
  for (const one of wanted) {
    const why = await whyNotApply(context, tx, one);
    if (why) return refused(`That cannot be used: ${why}. Nothing was changed.`);
  }
  for (const one of wanted) await applyChange(context, tx, one);
  const teams = listed(caller.teams.map(({ name }) => name));
  return said(`Saved for ${teams}. It counts from now on; what was asked already stays. Back again: `, {
    code: '/rondo me reset',
  });
}

/** What they have set themselves is as in the files again. */
async function reset(call: Call): Promise<Reply> {
  const { context, tx, caller, now } = call;
  let undone = 0;
  for (const { id: team } of caller.teams)
    for (const change of (
      await tx.changes.find({ about: aboutMe(call, team), open: true }, { order: 'at' })
    ).reverse())
      if (change.by === caller.person && Object.keys(change.fields).every(isOwnSetting))
        undone += (await undoChange(context, tx, change.id, caller.person, now)) ? 1 : 0;
  return said(undone > 0 ? 'Your settings are as in the team file again.' : 'You have set nothing in chat.');
}

function aboutMe({ caller }: Call, team: string): string {
  return `member:${team}/${caller.person}`;
}
