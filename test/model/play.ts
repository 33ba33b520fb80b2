import type { Command } from '../../src/core/command.ts';
import type { Escalation, EscalationState } from '../../src/core/escalation/escalation.ts';
import { TABLE } from '../../src/core/escalation/table.ts';
import { TIMER_JOB, timerKey } from '../../src/core/escalation/work.ts';
import type { FormValues } from '../../src/core/form.ts';
import { addDays, dateAt } from '../../src/core/time/zone.ts';
import { DAY, type Instant, MINUTE, SECOND, type Span } from '../../src/core/time.ts';
import type { ClaimedJob, Log, Tx } from '../../src/ports.ts';
import { type Act, BLOCKERS, BUTTONS, eventOf, type Verb, valuesFor, words } from './acts.ts';
import {
  anyClock,
  begin,
  chatRoom,
  type Depth,
  faulty,
  type Ground,
  type Life,
  type Mortality,
  mortality,
} from './life.ts';
import { type Look, NOTHING } from './look.ts';
import { delivered, type Mailbag, mailbag, posted, settledMail } from './mail.ts';
import { must } from './must.ts';
import { absorbed, check, type Memory, memory, show } from './rules.ts';
import { HOURS, START } from './team.ts';

/** Plays one sequence against the real thing and gives the blockers as they stand in the end. Throws when a rule is broken, with everything that had happened in words. */
export async function play(land: Ground, depth: Depth, acts: readonly Act[]): Promise<Escalation[]> {
  const story: string[] = [];
  land.clear();
  const course = await start(land, depth, story);
  try {
    for (const act of acts) await course.run(act);
    await course.end();
    return course.rows();
  } catch (error) {
    const broken = error instanceof Error ? error.message : String(error);
    throw new Error(`${broken}\n\nWhat happened (UTC):\n${story.join('\n')}\n`, { cause: error });
  }
}

const LONGEST_WALK = 400;

async function start(land: Ground, depth: Depth, story: string[]) {
  const clock = anyClock(START);
  const known: Memory = memory();
  const bag: Mailbag = mailbag();
  const fired = new Set<string>();
  const errors: string[] = [];
  // An alarm about people who are away or a chat that does not answer is what a sequence may well bring about.
  const error: Log['error'] = (facts, line) => {
    const alarm = 'alarm' in facts ? String(facts.alarm) : '';
    if (!/^(delivery|unreachable|clock)\b/.test(alarm)) errors.push(`${line} ${JSON.stringify(facts)}`);
  };
  const log: Log = { debug() {}, info() {}, warn() {}, error };
  const room = chatRoom(clock);
  const chat = faulty(
    posted(room, bag, () => land.store().read),
    () => hold.kill(),
  );
  let number = 0;
  let last: Command | undefined;
  let seen: Look = { ...NOTHING, now: START };
  let checkedAt = 0;
  let hold: Mortality = live();
  let life: Life = await comeUp();

  function live(): Mortality {
    return mortality(land, {
      witness,
      fired({ key, kind }) {
        if (kind !== 'escalation-timer') return;
        must(!fired.has(key), `${key} fired twice`);
        fired.add(key);
      },
      twice(id) {
        if (id.startsWith('escalation:') && !id.includes('|alarm|'))
          throw new Error(`was to be told twice: ${id}`);
      },
    });
  }

  function comeUp(stepped = true): Promise<Life> {
    return begin(depth, { hold, clock, log, chat, stepped, id: () => `id-${++number}` });
  }

  /** The process is gone; the next one begins with what it has left in the database. */
  async function restart(stepped = true): Promise<void> {
    if (hold.claims()) await land.reopen();
    hold = live();
    errors.length = 0;
    life = await comeUp(stepped);
    checkedAt = -1;
  }

  /** A timer may do nothing but what the table has for it. */
  async function witness(job: ClaimedJob, tx: Tx, unit: () => Promise<void>): Promise<void> {
    if (job.kind !== 'escalation-timer') return unit();
    const id = String(job.payload.id);
    const before = await tx.escalations.get(id);
    await unit();
    const after = await tx.escalations.get(id);
    const rows = Object.entries(TABLE).find(([event]) => event === `${String(job.payload.timer)} timer`)?.[1];
    must(before !== undefined && after !== undefined && rows !== undefined, `${job.key} is about nothing`);
    tableAllows(rows[before.state], before, after, job.key);
  }

  async function verify(by: 'people' | 'timers'): Promise<void> {
    if (hold.commits() === checkedAt) return;
    checkedAt = hold.commits();
    const now = land.look(seen, clock.now());
    check(seen, now, known, by);
    if (depth === 'whole') delivered(seen, now, bag);
    seen = now;
    if (!hold.dead()) must(errors.length === 0, `an error was logged: ${errors.join('; ')}`);
  }

  /** Does what is due. A process that dies over it is followed by another, which goes on. */
  async function settle(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await life.settle();
        if (!hold.dead()) break;
      } catch (error) {
        if (!hold.dead()) throw error;
      }
      must(tries < 20, 'the process dies again and again');
      await verify('timers');
      story.push('    the process has died; another one starts');
      await restart();
    }
    await verify('timers');
  }

  async function walk(target: Instant): Promise<void> {
    await settle();
    for (let steps = 0; ; steps += 1) {
      const due = await life.next();
      if (due === undefined || due > target) break;
      must(steps < LONGEST_WALK, `what is due at ${show(due)} is never done`);
      clock.show(Math.max(clock.now() + (due <= clock.now() ? MINUTE : 0), due));
      await settle();
    }
    clock.show(Math.max(clock.now(), target));
    await settle();
  }

  async function send(command: Command): Promise<void> {
    // No two people are equally quick, and some items are told apart by their instant alone.
    clock.show(clock.now() + SECOND);
    await life.commands.handle(command);
    // What was not saved is rightly done when it comes again.
    last = hold.dead() ? undefined : command;
    await verify('people');
    if (hold.dead()) {
      story.push('    the process has died; another one starts');
      await restart();
    }
  }

  function from(user: string, act: Command['act']): Command {
    number += 1;
    return { id: `c${number}`, workspace: 'playground', platform: 'playground', user, act };
  }

  async function raise({ who, words: n, when, secret }: Extract<Act, { act: 'raise' }>): Promise<void> {
    const values: FormValues = {
      'blocker.what': BLOCKERS[n] ?? BLOCKERS[0],
      'blocker.when': { now: 'now', today: 'today', date: 'by', telling: 'just_telling' }[when],
      ...(when === 'date' ? { 'blocker.by': addDays(dateAt(HOURS.zone, clock.now()), 2) } : {}),
      ...(secret ? { private: true } : {}),
    };
    const before = seen;
    await send(from(who, { act: 'submit', form: 'escalation.raise', thing: 'team:atlas', epoch: 0, values }));
    absorbed(before, seen);
  }

  async function attempt(act: Extract<Act, { act: 'do' }>): Promise<void> {
    const row = nth(act.which);
    if (!row) return;
    const epoch = row.epoch - act.old;
    const thing = `escalation:${row.id}`;
    const id = `escalation.${act.verb}`;
    const asks: Command['act'] = isButton(act.verb)
      ? { act: 'press', button: id, thing, epoch }
      : { act: 'submit', form: id, thing, epoch, values: valuesFor(act, clock.now()) };
    await send(from(act.who, asks));
    const after = seen.rows.get(row.id);
    if (!after) return;
    if (act.old > 0)
      must(
        after.version === row.version,
        `${row.id} obeyed a button of epoch ${epoch}, its own is ${row.epoch}`,
      );
    tableAllows(TABLE[eventOf(act.verb)][row.state], row, after, `${act.who}: ${act.verb}`);
  }

  async function outage(span: Span): Promise<void> {
    known.slack += span;
    await restart();
    clock.show(clock.now() + span);
    life = await comeUp();
    await settle();
  }

  /** A process that runs takes a leap of the clock for a fault: nothing is done before it is confirmed. */
  async function jump(span: Span): Promise<void> {
    known.slack += Math.abs(span);
    await settle();
    if (depth === 'engine' || span < 0) {
      clock.show(clock.now() + span);
      return settle();
    }
    await restart(false);
    await settle();
    const before = land.look(seen, clock.now());
    const posts = room.posted.length;
    clock.show(clock.now() + span);
    await life.settle();
    const after = land.look(seen, clock.now());
    for (const row of before.rows.values())
      must(
        after.rows.get(row.id)?.version === row.version,
        `${row.id} changed although the clock had just leapt`,
      );
    must(room.posted.length === posts, 'something was posted although the clock had just leapt');
    clock.show(clock.now() + 40 * SECOND);
    await restart();
    return settle();
  }

  async function run(act: Act): Promise<void> {
    story.push(`${show(clock.now())} ${words(act)}`);
    switch (act.act) {
      case 'raise':
        await raise(act);
        return act.words === 0 ? settle() : undefined;
      case 'do':
        await attempt(act);
        return act.days % 3 === 0 ? undefined : settle();
      case 'again':
        if (last) await again(last);
        return;
      case 'stray':
        return stray(act);
      case 'away': {
        const until = addDays(dateAt(HOURS.zone, clock.now()), act.days - 1);
        await send(from(act.who, { act: 'slash', name: '/rondo', text: `away until ${until}` }));
        return settle();
      }
      case 'back':
        await send(from(act.who, { act: 'slash', name: '/rondo', text: 'back' }));
        return settle();
      case 'wait':
        return walk(clock.now() + act.span);
      case 'next': {
        const due = await life.next();
        if (due === undefined) return;
        known.slack += act.late;
        clock.show(Math.max(clock.now(), due) + act.late);
        return settle();
      }
      case 'unseen':
        known.slack += act.span;
        clock.show(clock.now() + act.span);
        return;
      case 'outage':
        return outage(act.span);
      case 'jump':
        return jump(act.span);
      case 'die':
        return hold.killAt(act.transaction);
      case 'lose':
        return chat.fail('send', ...Array<{ lost: 'before' | 'after' }>(act.many).fill({ lost: act.when }));
      case 'die posting':
        return chat.fail('send', { killed: act.when });
    }
  }

  async function stray({ timer, arming, which }: Extract<Act, { act: 'stray' }>): Promise<void> {
    const row = nth(which);
    if (!row || hold.dead()) return;
    const key = timerKey(row.id, timer, arming);
    if (seen.timers.get(row.id)?.some((job) => job.key === key)) return;
    const payload = { id: row.id, timer, arming };
    const late = { key, kind: TIMER_JOB, due: clock.now(), payload, attempts: 0, arming: 0 };
    await life.stray(late).catch((error) => must(hold.dead(), String(error)));
    await verify('timers');
    must(seen.rows.get(row.id)?.version === row.version, `${key} is not armed, and still it did something`);
    if (hold.dead()) await restart();
  }

  function nth(which: number): Escalation | undefined {
    return [...seen.rows.values()].toReversed()[which % Math.max(1, seen.rows.size)];
  }

  async function again(command: Command): Promise<void> {
    const before = seen;
    await life.commands.handle(command);
    await verify('people');
    for (const row of before.rows.values())
      must(seen.rows.get(row.id)?.version === row.version, `${row.id} changed by a command that came twice`);
    if (hold.dead()) await restart();
  }

  /** In the end all that was to be told is told, or its log says why not. */
  async function end(): Promise<void> {
    if (depth === 'engine') return;
    story.push(`${show(clock.now())} a day passes, so that everything can arrive`);
    await walk(clock.now() + DAY);
    settledMail(seen, room, bag);
  }

  return { run, end, rows: () => [...seen.rows.values()] };
}

function isButton(verb: Verb): boolean {
  return BUTTONS.some((button) => button === verb);
}

type Cell = (typeof TABLE)[keyof typeof TABLE]['open'];

/** The state that came out is one that a row of the table has; where all rows refuse, nothing has changed. */
function tableAllows(
  rows: Cell,
  before: { id: string; state: EscalationState; version: number; hold?: { was?: EscalationState } },
  after: { state: EscalationState; version: number },
  what: string,
): void {
  if (after.version === before.version) return;
  const allowed = rows.flatMap((row) => {
    if (!('to' in row)) return [];
    if (row.to === 'same') return [before.state];
    return row.to === 'before' ? [before.hold?.was ?? 'open'] : [row.to];
  });
  must(
    allowed.includes(after.state),
    `${before.id} went from ${before.state} to ${after.state} (${what}); the table allows: ${allowed.join(', ') || 'nothing'}`,
  );
}
