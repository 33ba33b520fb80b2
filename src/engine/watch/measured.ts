import type { Command } from '../../core/command.ts';
import type { Reply } from '../../core/decision.ts';
import { type Chat, ChatError, type Clock, type Jobs, type Meter, type Tracer } from '../../ports.ts';

/** Who watches, if anybody does. */
export interface Watched {
  clock: Clock;
  meter?: Meter;
  tracer?: Tracer;
}

type Note = (name: string, value: string) => void;

/** A command: how it ended, and how long the one who sent it waited. What was written in it is told to nobody. */
export async function measuredCommand(
  needs: Watched,
  { act, platform }: Command,
  work: () => Promise<Reply>,
): Promise<Reply> {
  const { clock, meter } = needs;
  const began = clock.now();
  const ended = (outcome: string) => {
    meter?.count('commands', { act: act.act, outcome });
    meter?.took('acknowledgement', { act: act.act }, clock.now() - began);
  };
  return spanned(needs, `command ${act.act}`, { platform }, async (note) => {
    try {
      const reply = await work();
      const outcome = outcomeOf(reply);
      note('outcome', outcome);
      ended(outcome);
      return reply;
    } catch (error) {
      ended('failed');
      throw error;
    }
  });
}

function outcomeOf({ reply }: Reply): string {
  return reply === 'refused' || reply === 'invalid' ? reply : 'done';
}

/** Every run of a job: how it ended, and how long after its due it began. */
export function measuredJobs(needs: Watched, jobs: Jobs): Jobs {
  const { clock, meter, tracer } = needs;
  if (!meter && !tracer) return jobs;
  return {
    ...jobs,
    run(job, unit) {
      const { kind, key, due } = job;
      meter?.took('job_lateness', { kind }, Math.max(0, clock.now() - due));
      return spanned(needs, `job ${kind}`, { key }, async (note) => {
        try {
          const outcome = await jobs.run(job, unit);
          note('outcome', outcome);
          meter?.count('jobs', { kind, outcome });
          return outcome;
        } catch (error) {
          meter?.count('jobs', { kind, outcome: 'failed' });
          throw error;
        }
      });
    },
  };
}

/** Every message that is posted or edited: how the platform took it. */
export function measuredChats(needs: Watched, chats: ReadonlyMap<string, Chat>): ReadonlyMap<string, Chat> {
  if (!needs.meter && !needs.tracer) return chats;
  return new Map([...chats].map(([workspace, chat]) => [workspace, measuredChat(needs, chat)]));
}

function measuredChat(needs: Watched, chat: Chat): Chat {
  const { platform } = chat;
  async function told<T>(outcome: 'sent' | 'edited', id: string, work: () => Promise<T>): Promise<T> {
    return spanned(needs, `deliver ${platform}`, { message: id }, async (note) => {
      const ended = (how: string) => {
        note('outcome', how);
        needs.meter?.count('deliveries', { platform, outcome: how });
      };
      try {
        const answer = await work();
        ended(outcome);
        return answer;
      } catch (error) {
        ended(error instanceof ChatError ? error.kind : 'lost');
        throw error;
      }
    });
  }
  // The chat stays what it is: some of its answers change while it runs.
  return Object.assign(Object.create(chat), {
    send: (...all: Parameters<Chat['send']>) => told('sent', all[2].id, () => chat.send(...all)),
    edit: (...all: Parameters<Chat['edit']>) => told('edited', all[3].id, () => chat.edit(...all)),
  });
}

function spanned<T>(
  { tracer }: Watched,
  name: string,
  facts: Readonly<Record<string, string | number>>,
  work: (note: Note) => Promise<T>,
): Promise<T> {
  return tracer ? tracer.span(name, facts, work) : work(() => {});
}
