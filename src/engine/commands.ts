import type { Command } from '../core/command.ts';
import type { Reply } from '../core/decision.ts';
import { noTeam, notSaved, unknownCommand } from '../core/present/notice.ts';
import type { Commands, Tx } from '../ports.ts';
import { type Call, refused, said } from './call.ts';
import { callerOf, rememberTeam } from './caller.ts';
import type { Context } from './context.ts';
import { home } from './home.ts';
import { whilePaused } from './pause/paused.ts';
import { isUnnamed } from './retro/writing.ts';
import { answerTyped } from './rounds/typed.ts';
import { forms, presses, slashes, verbs } from './verbs.ts';
import { measuredCommand, type Watched } from './watch/measured.ts';

/** Handles each command once, in one transaction: what a person sent is committed before the reply. When that fails, nothing
 * is kept and the person is told to try again. */
export function createCommands(context: Context, watched: Watched = context): Commands {
  return {
    async handle(command) {
      try {
        return await measuredCommand(watched, command, () =>
          context.store.transact((tx) => handle(context, tx, command)),
        );
      } catch (error) {
        const cause = error instanceof Error ? error.stack : String(error);
        context.log.error(
          { command: command.id, act: command.act.act, error: cause },
          'A command was not saved.',
        );
        return notSaved();
      }
    },
  };
}

async function handle(context: Context, tx: Tx, command: Command): Promise<Reply> {
  const now = context.clock.now();
  if (!(await tx.inbound.first(command.id, now))) return said('This was handled already.');
  const caller = await callerOf(context, tx, command);
  if (!caller) return noTeam();
  if (caller.teams.length > 1 && caller.meant.length === 1 && caller.team && !isUnnamed(command))
    await rememberTeam(tx, command, caller.team);
  const call = { context, tx, command, caller, now };
  return (await whilePaused(call)) ?? dispatch(call);
}

function dispatch(call: Call): Promise<Reply> {
  const { act } = call.command;
  switch (act.act) {
    case 'slash':
      return slash(call, act.name, act.text);
    case 'press':
      return press(call, act.button, act.thing, act.epoch);
    case 'submit':
      return submit(call, act);
    case 'say':
      return say(call, act.text);
    case 'home':
      return home(call);
  }
}

/** `/standup` and its like are a verb each; `/rondo` takes the verb as its first word. */
async function slash(call: Call, name: string, text: string): Promise<Reply> {
  const word = name.replace(/^\//, '').toLowerCase();
  const alias = own(slashes, word);
  if (alias) return alias(call, text.trim());
  return word === 'rondo' ? typedVerb(call, text) : unknownCommand(word, Object.keys(slashes), '/');
}

async function typedVerb(call: Call, text: string): Promise<Reply> {
  const [, verb = 'help', words = ''] = text.trim().match(/^(\S+)\s*([\s\S]*)$/) ?? [];
  const known = own(verbs, verb.toLowerCase());
  return known ? known(call, words) : unknownCommand(verb, Object.keys(verbs), '/rondo ');
}

/** In a channel the bot is spoken to with a verb, as after `/rondo`. In direct messages only a verb alone is one (or
 * whatever follows a typed `/rondo`): every other text is somebody's answer. */
function say(call: Call, text: string): Promise<Reply> {
  const [, slashed] = text.trim().match(/^\/rondo\b([\s\S]*)$/i) ?? [];
  if (slashed !== undefined) return typedVerb(call, slashed);
  const alone = own(verbs, text.trim().replace(/^\//, '').toLowerCase());
  return call.command.channel || alone
    ? typedVerb(call, text.trim().replace(/^\//, ''))
    : answerTyped(call, text);
}

async function press(call: Call, button: string, thing: string, epoch: number): Promise<Reply> {
  const known = own(presses, button);
  if (known) return known(call, thing, epoch);
  return refused(
    'This button is from another version of Rondo and no longer does anything. ',
    { code: '/rondo help' },
    ' shows what does.',
  );
}

async function submit(call: Call, act: Extract<Command['act'], { act: 'submit' }>): Promise<Reply> {
  const known = own(forms, act.form);
  if (known) return known(call, act.thing, act.epoch, act.values);
  return refused('This form is from another version of Rondo. Nothing was saved. Please open it again.');
}

/** What was typed may be any word, `constructor` too. */
function own<V>(table: Readonly<Record<string, V>>, word: string): V | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
