import { alike, sameLink, sameWords } from '../blocker.ts';
import type { Reply } from '../decision.ts';
import { buttons, list, message, paragraph, series, type Text, text } from '../message.ts';
import type { PersonId } from '../team.ts';
import type { CivilDate, Instant } from '../time.ts';
import { morningOf, startClocks, stopRespond } from './clocks.ts';
import type { EscalationView, Raise } from './command.ts';
import { type Escalation, LEVEL_SAID, thingOf } from './escalation.ts';
import { beginLevel, todaysBoard } from './level.ts';
import { maySee, nameOf, personOf } from './people.ts';
import { arm, asker, change, commandOf, hears, record, remember, say, tell, type Work } from './work.ts';

/** What a raised blocker is before anything has happened to it: version and epoch 0. */
export function fresh(command: Raise, view: EscalationView, now: Instant): Escalation {
  const { team } = view;
  const { what, needs, when, link } = command.blocker;
  const named = needs.filter((need) => personOf(team, need));
  return {
    id: `${team.id}-${command.number}`,
    team: team.id,
    number: command.number,
    state: 'open',
    live: true,
    raiser: command.by,
    raisedAt: now,
    what: what.trim(),
    needs,
    when,
    ...(link?.trim() ? { link: link.trim() } : {}),
    ...(command.round ? { round: command.round } : {}),
    ...(command.after ? { after: command.after } : {}),
    ...(command.action ? { action: command.action } : {}),
    ...(command.private ? { private: { people: named } } : {}),
    ...(command.outside?.trim() ? { outside: command.outside.trim() } : {}),
    policy: team.policy,
    level: 1,
    levelSince: now,
    targets: [],
    passedOver: [],
    told: [],
    downs: 0,
    version: 0,
    epoch: 0,
    armings: {},
  };
}

/** The live escalation that a raised blocker is already: the raiser's own with the same words, or one with the same
 * link that the raiser may see. */
export function absorberOf(command: Raise, view: EscalationView): Escalation | undefined {
  // One action's blocker is never another's.
  if (command.action !== undefined) return undefined;
  const seen = (view.live ?? []).filter((other) => other.live && maySee(other, view.team, command.by));
  const { what, link } = command.blocker;
  return (
    seen.find((other) => other.raiser === command.by && sameWords(other.what, what)) ??
    (command.private ? undefined : seen.find((other) => sameLink(other.link, link)))
  );
}

/** The blocker is there already: whoever raised it again is on it, and hears of its end. */
export function absorb(work: Work): void {
  const by = asker(work);
  const { state } = work;
  const joins = by !== state.raiser && !(state.alsoStuck ?? []).includes(by);
  if (joins) change(work, { alsoStuck: [...(state.alsoStuck ?? []), by] });
  hears(work, by);
  record(work, 'absorbed', `${nameOf(work.view.team, by)} raised it again.`, {
    person: by,
    facts: { what: commandOf(work, 'raise').blocker.what },
  });
  const owner: Text = state.owner ? [{ person: state.owner }, ' has it.'] : ['Nobody has taken it yet.'];
  say(work, 'This is open already as ', { bold: state.id }, `, at ${LEVEL_SAID[state.level]}. `, owner);
}

/** Level 1 begins. */
export function begin(work: Work): void {
  noteRaised(work);
  beginLevel(work, 1);
  tell(work, 'raised', { person: work.state.raiser });
  work.reply = reply(work, text(asked(work.state), skipped(work.state)));
}

/** Published, and nobody is asked: no clock runs until somebody escalates it. */
export function justTell(work: Work): void {
  noteRaised(work);
  if (!work.state.private) tell(work, 'card', { channel: work.view.team.channel, under: todaysBoard(work) });
  tell(work, 'raised', { person: work.state.raiser });
  const readers = work.state.private ? 'Only those who may see it can read it.' : 'Your team can read it.';
  work.reply = reply(work, [`${readers} No clock runs; escalate it when it begins to hurt.`]);
}

/** "By DATE": level 1 begins with that morning, at once if it has come. */
export function wait(work: Work): void {
  const { when } = commandOf(work, 'raise').blocker;
  const starts = typeof when === 'object' ? morningOf(work.view, when.by) : work.now;
  if (typeof when === 'object' && starts > work.now) startOn(work, when.by, starts);
  else begin(work);
}

function startOn(work: Work, date: CivilDate, starts: Instant): void {
  noteRaised(work);
  change(work, { startsOn: date });
  arm(work, 'start', starts);
  if (!work.state.private) tell(work, 'card', { channel: work.view.team.channel, under: todaysBoard(work) });
  tell(work, 'raised', { person: work.state.raiser });
  work.reply = reply(work, ['Its first level begins on ', { time: starts, as: 'both' }, '.']);
}

/** The morning has come. An owner who took it early keeps it. */
export function startFirst(work: Work): void {
  const { owner, acknowledged } = work.state;
  change(work, { startsOn: undefined });
  record(work, 'started', 'The day has come by which it is needed.');
  remember(work, 'its first level began');
  if (acknowledged && owner !== undefined) startOwned(work, owner);
  else beginLevel(work, 1);
}

function startOwned(work: Work, owner: PersonId): void {
  change(work, { levelSince: work.now, targets: [owner] });
  startClocks(work, work.now);
  stopRespond(work);
}

function noteRaised(work: Work): void {
  const { what, link, when } = work.state;
  record(work, 'raised', what, {
    facts: {
      ...(link ? { link } : {}),
      private: work.state.private !== undefined,
      telling: when === 'just_telling',
    },
  });
}

/** What the raiser reads: who is asked until when, who was passed over, and what looks alike. */
function reply(work: Work, words: Text): Reply {
  const { state } = work;
  const first = text('Raised as ', { bold: state.id }, '. ', words);
  const passed = state.passedOver.map(({ person, why }) => [
    `${nameOf(work.view.team, person)} was not asked: ${why}.`,
  ]);
  const similar = alikeTo(work);
  if (passed.length === 0 && similar.length === 0) return { reply: 'said', text: first };
  return {
    reply: 'message',
    message: message(
      `Raised as ${state.id}`,
      paragraph(first),
      list(passed),
      similar.length > 0 ? paragraph('Is it one of these? Then join that one and cancel yours.') : undefined,
      list(similar.map((other) => text({ bold: other.id }, `: ${other.what}`))),
      buttons(
        similar.map((other) => ({
          id: 'escalation.join',
          label: `Join ${other.id}`,
          thing: thingOf(other),
          epoch: other.epoch,
        })),
      ),
    ),
  };
}

/** Who is asked until when, and whether its clocks begin late. */
export function asked(state: Escalation): Text {
  if (state.targets.length === 0)
    return ['Nobody can be reached now, so the people who run Rondo were told.'];
  if (state.targets.every((person) => person === state.raiser))
    return text('Nobody else can be reached, so it stays with you for now.', delayed(state));
  const people = series(
    state.targets.map((person) => [{ person }]),
    ', ',
    ' and ',
  );
  const when: Text =
    state.respondBy === undefined ? [] : [' to answer by ', { time: state.respondBy, as: 'both' }];
  return text(people, state.targets.length === 1 ? ' is asked' : ' are asked', when, '.', delayed(state));
}

/** Raised straight into a higher level. */
function skipped({ level }: Escalation): string {
  return level > 1
    ? ` It is at ${LEVEL_SAID[level]}, because nobody of the level before can be reached.`
    : '';
}

function delayed(state: Escalation): Text {
  if (state.delayedTo === undefined) return [];
  return [
    ' Nobody of this level works before ',
    { time: state.delayedTo, as: 'both' },
    ', so its clocks start then.',
  ];
}

const MOST_OFFERED = 3;

function alikeTo(work: Work): Escalation[] {
  const { state, view } = work;
  return (view.live ?? [])
    .filter((other) => other.live && other.id !== state.id && maySee(other, view.team, state.raiser))
    .filter((other) => alike(other.what, state.what))
    .slice(0, MOST_OFFERED);
}
