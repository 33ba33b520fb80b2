import { DAY, type Span } from '../time.ts';
import { stopClocks } from './clocks.ts';
import { leaveHold } from './hold.ts';
import { beginLevel, todaysBoard } from './level.ts';
import { keepOutcome } from './outcome.ts';
import { dropPreview } from './outsiders.ts';
import { endSession } from './session.ts';
import { standingFacts } from './standing.ts';
import { asker, change, commandOf, record, remember, say, tell, type Work } from './work.ts';

/** How long an end can be taken back. */
export const REOPEN_WITHIN: Span = 7 * DAY;

/** It is solved: timers stop, and everybody who was told is told. */
export function resolve(work: Work): void {
  const { how, learning, plan } = commandOf(work, 'resolve');
  const by = asker(work);
  const facts = standingFacts(work.state);
  keepOutcome(work, plan);
  stop(work, 'It was resolved');
  const lesson = learning?.trim();
  change(work, { resolved: { by, at: work.now, how: how.trim(), ...(lesson ? { learning: lesson } : {}) } });
  record(work, 'resolved', how.trim(), { facts: lesson ? { ...facts, learning: lesson } : facts });
  remember(work, 'resolved this');
  lastWord(work, 'resolved');
  say(work, 'Resolved. Everybody who was told hears of it.');
}

/** It is dropped: as solving, with a reason. */
export function cancel(work: Work): void {
  const { reason } = commandOf(work, 'cancel');
  const by = asker(work);
  stop(work, 'It was cancelled');
  change(work, { cancelled: { by, at: work.now, why: reason.trim() } });
  record(work, 'cancelled', reason.trim());
  remember(work, 'cancelled this');
  lastWord(work, 'cancelled');
  say(work, 'Cancelled. Everybody who was told hears of it.');
}

function stop(work: Work, what: string): void {
  stopClocks(work);
  leaveHold(work);
  dropPreview(work, `${what} before anybody looked at the line for outsiders, so nothing went out.`);
  endSession(work, `${what} before the session.`);
  change(work, { live: false, holdAsked: undefined, startsOn: undefined });
}

/** Tells each who was told, where they were told; outsiders in their own line, unless they read the rest by now. Whoever
 * ends it knows, and a channel that has a card of its own needs no second line under its board. */
function lastWord(work: Work, kind: string): void {
  const { told } = work.state;
  for (const who of told) {
    const [how, name] = [who.slice(0, who.indexOf(':')), who.slice(who.indexOf(':') + 1)];
    const again = how === 'board' ? `channel:${name}` : how === 'outside-person' ? `person:${name}` : '';
    if (who === `person:${asker(work)}` || told.includes(again)) continue;
    if (how === 'person') tell(work, kind, { person: name });
    else if (how === 'channel') tell(work, kind, { channel: name, under: `escalation:${work.state.id}` });
    else if (how === 'board') tell(work, kind, { channel: name, under: todaysBoard(work) });
    else if (how === 'outside-person') tell(work, 'outside-ended', { person: name }, { outside: true });
    else
      tell(work, 'outside-ended', { channel: name, under: `escalation:${work.state.id}` }, { outside: true });
  }
}

/** It was not solved after all: the same level begins anew. */
export function reopen(work: Work): void {
  const { reason } = commandOf(work, 'reopen');
  const came = { why: reason.trim(), by: asker(work) };
  change(work, { live: true, resolved: undefined, closed: undefined, came });
  record(work, 'reopened', reason.trim());
  remember(work, 'reopened this');
  beginLevel(work, work.state.level);
  say(work, 'Open again. The people of this level are asked anew.');
}

/** The last tidy-up after solving. The follow-up becomes an action of the team. */
export function close(work: Work): void {
  const { followUp, review, plan } = commandOf(work, 'close');
  keepOutcome(work, plan);
  const by = asker(work);
  change(work, {
    closed: {
      by,
      at: work.now,
      ...(followUp ? { followUp } : {}),
      ...(review ? { review: review.trim() } : {}),
    },
  });
  record(work, 'closed', followUp ? `Follow-up: ${followUp.what}` : 'No follow-up was needed.');
  remember(work, 'closed this', 'within');
  say(work, 'Closed.');
}
