import type { AuditEvent } from '../decision.ts';
import { nameOf } from '../escalation/people.ts';
import type { Doing } from '../planning/saying.ts';
import type { Digest, DigestLine } from '../record.ts';
import type { Team } from '../team.ts';
import type { Instant } from '../time.ts';
import { oneLine } from '../wording.ts';
import { wordIn } from './leaving-out.ts';

/** What became of somebody's change to a digest: the digest and its log, a mistake in a field, or why not. */
export type Edited =
  | { digest: Digest; events: readonly AuditEvent[] }
  | { errors: Readonly<Record<string, string>> }
  | { refused: string };

const LONGEST = 400;

/** Other words for a line before it goes out; it still comes from the same thing. */
export function editLine(
  digest: Digest,
  change: { at: number; text: string },
  { team, ...how }: Doing & { team: Team },
  now: Instant,
): Edited {
  const before = digest.lines[change.at];
  const problem = notNow(digest) ?? (before ? undefined : 'This line is not there any more.');
  if (problem || !before) return { refused: problem ?? '' };
  const text = oneLine(change.text, LONGEST);
  const errors = wrongWords(text, team);
  if (errors) return { errors };
  const { leftOut: _, out: __, ...line } = before;
  const after = { ...line, text, edited: { by: how.by, at: now } };
  return {
    digest: { ...digest, lines: digest.lines.with(change.at, after) },
    events: [eventOf(digest, 'edited', how, now, before, text)],
  };
}

/** Says which lines are left out: those named here, and no others. */
export function leaveLinesOut(digest: Digest, out: ReadonlySet<number>, how: Doing, now: Instant): Edited {
  const problem = notNow(digest);
  if (problem) return { refused: problem };
  const lines = digest.lines.map((one, at) => (out.has(at) ? leftOutBy(one, how) : putBack(one)));
  const events = digest.lines.flatMap((one, at) => {
    const now_ = lines[at]?.leftOut === true;
    if ((one.leftOut === true) === now_) return [];
    return [eventOf(digest, now_ ? 'line left out' : 'line put back', how, now, one)];
  });
  return { digest: { ...digest, lines }, events };
}

/** Changes a line that was sent already, or takes it out without `text`; what it said before stays in the log. */
export function correctLine(
  digest: Digest,
  change: { at: number; text?: string },
  { team, ...how }: Doing & { team: Team },
  now: Instant,
): Edited {
  const before = digest.lines[change.at];
  if (digest.state !== 'sent')
    return { refused: 'It has not been sent yet, so there is nothing to correct.' };
  if (!before || before.leftOut) return { refused: 'This line is not there any more.' };
  const corrected = { by: how.by, at: now };
  if (change.text === undefined)
    return {
      digest: withLine(digest, change.at, { ...before, leftOut: true, out: { by: how.by }, corrected }),
      events: [eventOf(digest, 'corrected', how, now, before)],
    };
  const text = oneLine(change.text, LONGEST);
  const errors = text === before.text ? { text: 'This is what it says already.' } : wrongWords(text, team);
  if (errors) return { errors };
  return {
    digest: withLine(digest, change.at, { ...before, text, corrected }),
    events: [eventOf(digest, 'corrected', how, now, before, text)],
  };
}

/** Who corrected it last, and when. */
export function lastCorrection({ lines }: Digest): { by: string; at: Instant } | undefined {
  return lines.flatMap(({ corrected }) => corrected ?? []).toSorted((a, b) => b.at - a.at)[0];
}

/** Why a line is left out, for whoever looks at it before it goes out. */
export function outWords({ out }: DigestLine, team: Team): string {
  if (!out) return 'left out';
  return 'word' in out ? `left out because of “${out.word}”` : `left out by ${nameOf(team, out.by)}`;
}

function withLine(digest: Digest, at: number, line: DigestLine): Digest {
  return { ...digest, lines: digest.lines.with(at, line) };
}

function leftOutBy(line: DigestLine, { by }: Doing): DigestLine {
  return line.leftOut ? line : { ...line, leftOut: true, out: { by } };
}

function putBack({ leftOut: _, out: __, ...line }: DigestLine): DigestLine {
  return line;
}

function notNow({ state }: Digest): string | undefined {
  if (state === 'planned') return 'It is not ready yet.';
  return state === 'sent'
    ? 'It has been sent already. “/rondo digest correct” changes what was sent.'
    : undefined;
}

function wrongWords(text: string, team: Team): Record<string, string> | undefined {
  if (text === '') return { text: 'Please write what it should say.' };
  const word = wordIn(text, team.digest.leaveOut);
  return word === undefined
    ? undefined
    : { text: `Your team keeps “${word}” out of the digest. Please say it without this word.` };
}

function eventOf(
  { team, id }: Digest,
  what: string,
  { by, from }: Doing,
  at: Instant,
  before: DigestLine,
  after?: string,
): AuditEvent {
  const why =
    after === undefined ? `It said: “${before.text}”.` : `It said: “${before.text}”. Now: “${after}”.`;
  const facts = { section: before.section, source: before.source, before: before.text, after: after ?? null };
  return { team, about: `digest:${id}`, what, who: by, at, from, why, facts };
}
