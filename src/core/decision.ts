import type { Form } from './form.ts';
import type { Text } from './message.ts';
import type { PersonId } from './team.ts';
import type { Instant } from './time.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Facts = { readonly [key: string]: Json };

/** One line of the audit log: who did what to which thing, when, from where and why. */
export interface AuditEvent {
  team: string;
  /** The thing's key, `escalation:atlas-12`, `round:atlas/morning-sync/2026-11-02`, … */
  about: string;
  /** A past participle: `raised`, `acknowledged`, `prompted`, `skipped`, … */
  what: string;
  /** A person, or the part of Rondo that did it: `timer`, `schedule`, `delivery`. */
  who: PersonId | 'timer' | 'schedule' | 'delivery' | 'files';
  at: Instant;
  /** `playground`, `slack`, `teams`, `cli`, `engine`. */
  from: string;
  /** A sentence for people: it is what `why` answers. */
  why?: string;
  /** Whom it happened to, where that is a person. */
  person?: PersonId;
  facts?: Facts;
}

/** To whom an item goes. `under` is the thing whose root message it is threaded under. */
export type Recipient = { person: PersonId } | { channel: string; under?: string };

/** One thing to tell one recipient. Unique by (thing, epoch, kind, recipient, due). Its words are made from the
 * thing's state when it is sent or edited; `facts` holds only what the thing does not keep. */
export interface Item {
  team: string;
  thing: string;
  epoch: number;
  kind: string;
  to: Recipient;
  due: Instant;
  /** Not sent after this; an event says so. */
  until?: Instant;
  /** May be sent in quiet hours. */
  loud?: boolean;
  priority: 'deadline' | 'prompt' | 'digest';
  facts?: Facts;
}

/** One durable piece of future work; arming a key again replaces its unfired job. */
export interface Job {
  key: string;
  kind: string;
  due: Instant;
  payload: Facts;
}

export type Effect =
  | { do: 'tell'; item: Item }
  /** Every message that carries this thing shows its newest state. */
  | { do: 'refresh'; thing: string }
  | { do: 'arm'; job: Job }
  | { do: 'cancel'; key: string };

/** What a command gives its caller; lives only as long as the request. */
export type Reply =
  | {
      reply: 'said';
      text: Text;
      /** What changed is shown where the person acted: a platform that edits that message may leave the words out. */
      shown?: true;
    }
  | { reply: 'refused'; text: Text }
  | { reply: 'form'; form: Form }
  | { reply: 'invalid'; errors: Readonly<Record<string, string>> }
  | { reply: 'message'; message: import('./message.ts').Message };

/** What a pure decision returns; the engine commits all of it in one transaction. */
export interface Decision<S> {
  state: S;
  events: readonly AuditEvent[];
  effects: readonly Effect[];
  reply?: Reply;
}
