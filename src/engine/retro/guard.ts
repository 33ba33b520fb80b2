import type { Reply } from '../../core/decision.ts';
import { nameOf, unique } from '../../core/escalation/people.ts';
import type { Phase, Retro } from '../../core/retro/retro.ts';
import { mayTakePart, runners } from '../../core/retro/view.ts';
import { listed } from '../../core/wording.ts';
import { type Call, idOf, refused } from '../call.ts';
import { type Loaded, loadRetro } from './load.ts';

export type Guarded = { ok: true; loaded: Loaded } | { ok: false; reply: Reply };

/** The retro that a button or form is about, for somebody who may take part in it. */
export async function partIn({ context, tx, caller, now }: Call, thing: string): Promise<Guarded> {
  const loaded = await loadRetro(context, tx, idOf(thing), now);
  if (!loaded) return no(refused('This retro is no longer there. Nothing was changed.'));
  if (!mayTakePart(loaded.view, caller.person))
    return no(
      refused(
        `Only the people of ${loaded.view.team.name} and those it invites take part in this retro. Nothing was changed.`,
      ),
    );
  return { ok: true, loaded };
}

/** The same for somebody who may lead it on. */
export async function leadIn(call: Call, thing: string): Promise<Guarded> {
  const guarded = await partIn(call, thing);
  // Whoever facilitates from outside leads, too.
  const loaded = guarded.ok ? guarded.loaded : await loadRetro(call.context, call.tx, idOf(thing), call.now);
  if (!loaded) return guarded;
  const who = runners(loaded.retro, loaded.view);
  if (who.includes(call.caller.person)) return { ok: true, loaded };
  if (!guarded.ok) return guarded;
  const names = listed(
    unique(who).map((id) => nameOf(loaded.view.team, id)),
    'or',
  );
  return no(refused(`Only whoever leads the retro can do this: ${names}. Nothing was changed.`));
}

/** What somebody reads whose button belongs to a phase or topic that is over; nothing where it is still the one. */
export function stale({ step, phase }: Retro, epoch: number): Reply | undefined {
  if (phase === 'ended') return OVER;
  return step === epoch
    ? undefined
    : refused(`The retro has gone on meanwhile. ${NOW[phase]} Nothing was changed.`);
}

/** What somebody reads for whom this is not the phase; nothing where it is. */
export function notIn({ phase }: Retro, wanted: Phase, what: string): Reply | undefined {
  if (phase === wanted) return undefined;
  return phase === 'ended' ? OVER : refused(`${what} ${NOW[phase]} Nothing was changed.`);
}

const OVER = refused(
  'This retro is over. ',
  { code: '/retro' },
  ' shows what the next one will talk about. Nothing was changed.',
);

const NOW: Readonly<Record<Exclude<Phase, 'ended'>, string>> = {
  review: 'It looks back on the actions of the last retro now.',
  collect: 'It collects cards now.',
  reveal: 'The cards are shown and read now.',
  group: 'The cards are being grouped now.',
  vote: 'It is time to vote now.',
  discuss: 'The topics are being discussed now.',
};

function no(reply: Reply): Guarded {
  return { ok: false, reply };
}
