import type { Clock, Commands, Log } from '../../../src/ports.ts';
import { type Answer, answerTo, notSavedYet, notShown, savedAfterAll } from './answer.ts';
import type { Deed } from './deed.ts';
import { type Desk, finish } from './desk.ts';
import { fewAtOnce } from './few.ts';
import { handleOnce } from './once.ts';
import type { Acknowledge } from './receiver.ts';
import { inTime } from './timely.ts';

/** Handles what somebody did: it is decided and committed, then acknowledged, then answered. Without a commit within 2 s
 * the acknowledgement says that nothing was saved, and a later message says so when that turns out wrong. Resolves when
 * everything is answered. Never rejects. */
export type Listening = (desk: Desk, deed: Deed, acknowledge: Acknowledge) => Promise<void>;

export function listening(commands: Commands, clock: Clock, log: Log): Listening {
  const handle = handleOnce(commands, log);
  const few = fewAtOnce(ANSWERS);
  const finishing: typeof finish = (desk, deed, answer) =>
    answer.after?.step === 'tell' ? few(() => finish(desk, deed, answer)) : finish(desk, deed, answer);
  return async (desk, deed, acknowledge) => {
    const { reply, again } = handle(deed.command);
    const timely = await inTime(reply, clock);
    const audience = desk.audience(deed.command.user);
    const inAnswer =
      timely.in === 'time'
        ? answered(log, deed, () => answerTo(deed, timely.value, audience), audience)
        : notSavedYet(deed, audience);
    acknowledge(inAnswer.acknowledge);
    if (again) return;
    await finishing(desk, deed, inAnswer);
    if (timely.in === 'time') return;
    const late = await reply;
    log.warn({ command: deed.command.id, act: deed.command.act.act }, 'A command took longer than 2 s.');
    await finishing(
      desk,
      deed,
      answered(log, deed, () => savedAfterAll(deed, late, audience), audience),
    );
  };
}

/** How many messages are on their way at a time. When a crowd answers, acknowledgements go first; Slack would not take
 * more than a few a second anyway. Forms do not wait: their triggers run out. */
const ANSWERS = 8;

/** What was done stays done when its answer cannot be made. */
function answered(log: Log, deed: Deed, make: () => Answer, audience: ReturnType<Desk['audience']>): Answer {
  try {
    return make();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.error({ command: deed.command.id, why }, 'An answer could not be made.');
    return { after: notShown(audience) };
  }
}
