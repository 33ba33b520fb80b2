/** Small structural interfaces over core types: what the engine needs from the world. Implementations live in
 * data/, adapters/, sources/ and web/; a contract suite in test/contract runs against each of them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CalendarEntry } from './core/absence/calendar-entry.ts';
import type { Session, Token, Way } from './core/access.ts';
import type { Feed } from './core/calendar-feed.ts';
import type { Change, Rehearsal, Renewal } from './core/changes.ts';
import type { Command } from './core/command.ts';
import type { AuditEvent, Facts, Item, Job, Recipient, Reply } from './core/decision.ts';
import type { AskedQuestion } from './core/digest/question.ts';
import type { Escalation } from './core/escalation/escalation.ts';
import type { Hook, Post } from './core/hook.ts';
import type { Message } from './core/message.ts';
import type { OutsideFigure } from './core/metrics/figure.ts';
import type { Metrics } from './core/metrics/metrics.ts';
import type { WeekFigures } from './core/metrics/week.ts';
import type { Page, PageQuery, TeamSeen } from './core/page/page.ts';
import type { Pause } from './core/pause.ts';
import type { Joiner } from './core/people/joiner.ts';
import type { Lesson, Objective } from './core/planning/objective.ts';
import type { Action, DecisionRecord, Dependency, Digest, Risk, Topic } from './core/record.ts';
import type { Ballot, Card, Retro } from './core/retro/retro.ts';
import type { Rotation, Turn } from './core/rotation/rotation.ts';
import type { Answer, Prompt, Round, Update } from './core/round.ts';
import type { Tally } from './core/storm.ts';
import type { Absence, PersonId, Presence, Team } from './core/team.ts';
import type { CivilDate, Instant, Interval, Span } from './core/time.ts';
import type { TroubleState } from './core/trouble.ts';

export interface Clock {
  now(): Instant;
  /** Calls once at `at` (at once if that has passed). Gives back a way to call it off. */
  wake(at: Instant, call: () => void): () => void;
}

/** A number in [0, 1). */
export type Random = () => number;

/** Structured lines: facts first, then a sentence. Never a token, never an answer. */
export interface Log {
  debug(facts: object, line: string): void;
  info(facts: object, line: string): void;
  warn(facts: object, line: string): void;
  error(facts: object, line: string): void;
}

/** Equality, or a half-open range, on an indexed column. */
export type Match<V> = V | { atLeast?: V; below?: V };
export type Where<T, K extends keyof T> = { readonly [P in K]?: Match<T[P]> };

export interface Reading<T, K extends keyof T> {
  get(id: string): Promise<T | undefined>;
  /** Rows that match on indexed columns, ordered by `order` (default: id), ascending unless `newest`. */
  find(where: Where<T, K>, how?: { order?: K; newest?: boolean; limit?: number }): Promise<T[]>;
  count(where: Where<T, K>): Promise<number>;
}

export interface Writing<T, K extends keyof T> extends Reading<T, K> {
  /** False when the id exists already: nothing is written. */
  insert(row: T): Promise<boolean>;
  /** Compare-and-set where rows carry a version: the stored one must be `row.version - 1`, else `Conflict`. */
  update(row: T): Promise<void>;
  delete(id: string): Promise<boolean>;
}

/** An outbox item as stored; `id` = thing, epoch, kind, recipient and due joined. */
export interface StoredItem extends Item {
  id: string;
  state: 'waiting' | 'bound' | 'sent' | 'dropped';
  /** `due`, or later when quiet hours or a limit delayed it. */
  at: Instant;
  recipient: string;
  message?: string;
  /** Why it was dropped or delayed. */
  why?: string;
  /** Set on what tells admins or operators of trouble: it starts no further telling when it fails itself. */
  mending?: boolean;
  /** Set when a person has let it go after a storm: it is not held again. */
  released?: boolean;
  /** Its team rehearses: for whom it is, and when; `to` sees it instead. */
  rehearsed?: { to: Recipient; at: Instant };
  /** Quiet hours have delayed it: it spends nothing of the day's nags. */
  slept?: boolean;
  /** The person's own day whose nags it is one of. */
  spent?: CivilDate;
  /** It was one nag too many on that day: the person's next message counts it. */
  left?: CivilDate;
  /** The message that counts it among what was left out. */
  counted?: string;
  version: number;
}

/** What is posted once and may carry several items. Deliverable while `shown < wanted`. */
export interface StoredMessage {
  id: string;
  team: string;
  recipient: string;
  workspace: string;
  /** `unsent`: never tried; `trying`: a send was begun and its answer is not known; `failed`: the platform refused it;
   * `dropped`: nothing in it was worth telling any more. */
  state: 'unsent' | 'trying' | 'posted' | 'failed' | 'dropped';
  /** The platform's reference once posted. */
  ref?: string;
  wanted: number;
  shown: number;
  /** True while `shown < wanted` or the message was never posted: what the sender looks for. */
  pending: boolean;
  /** Not tried before this: back-off, the platform's pace, quiet hours. */
  at: Instant;
  priority: number;
  attempts: number;
  createdAt: Instant;
  /** Since when it should have been out: its creation, or the end of quiet hours. */
  due?: Instant;
  postedAt?: Instant;
  /** Where it was posted; edits go there. */
  address?: Address;
  /** What was last shown, as a hash: nothing is edited into the same words. */
  hash?: string;
  /** Set when a first try may have been posted and could not be looked for. */
  repeat?: boolean;
  /** So many nags were left out before it, and are counted in it by one line. */
  more?: number;
  /** Why it waits or was not posted. */
  why?: string;
  version: number;
}

/** A workspace user bound to a person, and where to reach them. `id` = `workspace/user`. */
export interface Identity {
  id: string;
  workspace: string;
  platform: string;
  user: string;
  person: string;
  /** The team they last meant: where a command may mean several, it comes first. */
  team?: string;
  version: number;
}

/** The last good definition files, as data; what vanished from the files stays here for what is running. */
export interface StoredDefinition {
  id: string;
  /** `plan`: what a ritual's plan was made from. */
  kind: 'team' | 'ritual' | 'plan';
  source: string;
  data: Facts;
  gone: boolean;
  version: number;
}

/** An anonymous answer: no person, no time, no order. `id` is made of the round, the question and the answer itself, so that
 * the rows of a round are the same in whichever order they came. */
export interface AnonymousAnswer {
  id: string;
  round: string;
  question: string;
  answer: Answer;
}

export interface StoredEvent extends AuditEvent {
  id: string;
}

/** Every kind of row and the columns it can be found by. */
export interface Kinds {
  rounds: [Round, 'team' | 'ritual' | 'date' | 'state' | 'closesAt'];
  prompts: [Prompt, 'round' | 'team' | 'person' | 'state' | 'due'];
  updates: [Update, 'round' | 'team' | 'person' | 'date' | 'at'];
  rotations: [Rotation, 'team'];
  turns: [Turn, 'team' | 'rotation' | 'date' | 'person'];
  escalations: [Escalation, 'team' | 'live' | 'raiser' | 'raisedAt' | 'number'];
  dependencies: [Dependency, 'team' | 'open' | 'waiting' | 'on'];
  actions: [Action, 'team' | 'open' | 'owner' | 'due'];
  decisions: [DecisionRecord, 'team' | 'at'];
  risks: [Risk, 'team' | 'open' | 'at'];
  digests: [Digest, 'team' | 'date' | 'state' | 'to'];
  anonymous: [AnonymousAnswer, 'round'];
  absences: [Absence, 'person' | 'from' | 'to'];
  items: [StoredItem, 'state' | 'at' | 'recipient' | 'thing' | 'message'];
  messages: [StoredMessage, 'pending' | 'at' | 'recipient' | 'state'];
  identities: [Identity, 'workspace' | 'person' | 'user'];
  definitions: [StoredDefinition, 'kind' | 'gone'];
  events: [StoredEvent, 'about' | 'team' | 'what' | 'person' | 'at'];
  troubles: [TroubleState, 'open' | 'heard'];
  tallies: [Tally, 'team' | 'at'];
  pauses: [Pause, 'team' | 'state'];
  topics: [Topic, 'team' | 'open' | 'at'];
  retros: [Retro, 'team' | 'open' | 'at'];
  cards: [Card, 'retro'];
  ballots: [Ballot, 'retro'];
  objectives: [Objective, 'team' | 'week' | 'owner' | 'open'];
  lessons: [Lesson, 'team' | 'at'];
  changes: [Change, 'team' | 'about' | 'open' | 'at'];
  joiners: [Joiner, 'team' | 'state'];
  renewals: [Renewal, 'team' | 'open' | 'due'];
  rehearsals: [Rehearsal, 'state'];
  feeds: [Feed, 'team' | 'person'];
  sessions: [Session, 'person' | 'until'];
  ways: [Way, 'person' | 'until'];
  tokens: [Token, 'team'];
  hooks: [Hook, 'team' | 'open'];
  posts: [Post, 'hook' | 'state' | 'at'];
  questions: [AskedQuestion, 'team' | 'open' | 'at'];
  figures: [OutsideFigure, 'team' | 'name' | 'date'];
}

export type Row<N extends keyof Kinds> = Kinds[N][0];
export type Key<N extends keyof Kinds> = Kinds[N][1] & keyof Kinds[N][0];

export type Reads = { readonly [N in keyof Kinds]: Reading<Row<N>, Key<N>> } & {
  readonly jobs: JobReads;
};

export interface JobReads {
  get(key: string): Promise<Job | undefined>;
  /** Jobs whose key begins with the prefix, by key, for `why` and tests; at most `limit` (100). */
  list(prefix: string, limit?: number): Promise<Job[]>;
  /** How often in a row the unfired job of that key has failed; 0 when there is none. */
  failures(key: string): Promise<number>;
}

/** One transaction. A unit awaits nothing but its `tx`. */
export type Tx = { readonly [N in Exclude<keyof Kinds, 'events'>]: Writing<Row<N>, Key<N>> } & {
  readonly events: Reading<StoredEvent, Key<'events'>> & { append(event: AuditEvent): Promise<void> };
  readonly jobs: JobReads & {
    /** Arms or re-arms; the earlier unfired job of the same key is replaced. */
    arm(job: Job): Promise<void>;
    /** True when an unfired job of that key was there. */
    cancel(key: string): Promise<boolean>;
  };
  readonly inbound: {
    /** True the first time an id is seen, false ever after: the deduplication row of an inbound event. */
    first(id: string, at: Instant): Promise<boolean>;
  };
  /** The next number of a named counter, from 1. */
  next(counter: string): Promise<number>;
};

export interface Store {
  /** The only write. Resolves only after the commit; nested calls throw. A unit that throws leaves nothing. */
  transact<T>(unit: (tx: Tx) => Promise<T>): Promise<T>;
  readonly read: Reads;
  close(): Promise<void>;
}

export interface ClaimedJob extends Job {
  attempts: number;
  /** Which arming of its key was claimed: a later one makes the claim `gone`. */
  arming: number;
}

/** Durable future work. The row is the truth: it goes in the transaction that does the work. */
export interface Jobs {
  /** The earliest unfired due instant. */
  next(): Promise<Instant | undefined>;
  /** Jobs due at or before `now` in due order, claimed for this process. */
  claim(now: Instant, limit: number): Promise<ClaimedJob[]>;
  /** Runs the unit and takes the job away in one transaction. `gone`: it was cancelled, re-armed or done meanwhile, and the
   * unit's writes are undone. */
  run(job: ClaimedJob, unit: (tx: Tx) => Promise<void>): Promise<'done' | 'gone'>;
  /** Gives the job back for a later try. */
  retry(job: ClaimedJob, at: Instant): Promise<void>;
  /** Called after each commit that armed a job, with the earliest due instant it armed. */
  onArmed(listener: (due: Instant) => void): void;
}

/** Where a message goes on one platform. */
export interface Address {
  workspace: string;
  /** The platform's user id, or channel name or id. */
  to: { user: string } | { channel: string };
  /** The reference of the message it is threaded under. */
  under?: string;
}

export interface Capabilities {
  /** A posted message can be found again by our id. */
  find: { direct: boolean; channel: boolean };
  /** Longest message in characters the platform takes. */
  length: number;
}

/** How a reader sees people, times and channels: what a renderer needs besides the message. */
export interface Reader {
  /** The zone of the one who reads; a channel's is its team's. */
  zone: string;
  /** The reader's person, for direct messages. */
  person?: string;
}

export interface Chat {
  readonly platform: string;
  readonly workspace: string;
  readonly capabilities: Capabilities;
  /** Posts once; `id` goes into the platform's metadata. Gives the platform's reference. Throws `ChatError`. */
  send(to: Address, message: Message, how: { id: string; reader: Reader }): Promise<string>;
  edit(to: Address, ref: string, message: Message, how: { id: string; reader: Reader }): Promise<void>;
  /** The reference of the message that carries our id, if it was posted. */
  find(to: Address, id: string): Promise<string | undefined>;
  /** People the platform knows, for resolving `user:` of team files. */
  directory(): Promise<DirectoryEntry[]>;
  /** Channels the bot can see, where the platform tells; team files may name one by name or id. */
  channels?(): Promise<ChannelEntry[]>;
  /** The users in a channel, for a roster that follows it. */
  membersOf?(channel: string): Promise<string[]>;
  /** Makes these users the only ones of a user group, named by its handle. */
  setGroup?(handle: string, users: readonly string[]): Promise<void>;
}

export interface ChannelEntry {
  id: string;
  /** Without the leading `#`. */
  name: string;
  archived: boolean;
  /** The bot is in it. */
  joined: boolean;
}

export interface DirectoryEntry extends Presence {
  user: string;
  handle: string;
  name: string;
  email?: string;
  zone?: string;
  active: boolean;
  /** From another organisation, or restricted to some channels. */
  guest?: boolean;
}

/** What went wrong with a send, so that the sender knows what to do. */
export class ChatError extends Error {
  override name = 'ChatError';
  /** `limited`: wait `retryAfter` ms; `lost`: the answer never came, it may have been posted; `refused`: it never will be
   * (archived, not in channel, blocked); `failed`: try again. */
  readonly kind: 'limited' | 'lost' | 'refused' | 'failed';
  readonly retryAfter: number | undefined;

  constructor(kind: ChatError['kind'], message: string, how: { retryAfter?: number; cause?: unknown } = {}) {
    super(message, { cause: how.cause });
    this.kind = kind;
    this.retryAfter = how.retryAfter;
  }
}

/** A write met a newer version, or a button an older epoch. */
export class Conflict extends Error {
  override name = 'Conflict';
}

/** What adapters call for each thing a person does. Resolves after the commit. */
export interface Commands {
  handle(command: Command): Promise<Reply>;
}

/** A call out over HTTP. Node's own `fetch` fits. Rejects when no answer comes. */
export type Fetch = (
  url: string,
  how: { method: string; headers: Record<string, string>; body?: string; signal: AbortSignal },
) => Promise<{ ok: boolean; status: number }>;

/** Posts to an address on the public internet; gives the status of the answer. Rejects when none comes, or it may not be called:
 * an error called `HookError` says why without the address. */
export type PostOut = (
  url: string,
  how: { headers: Record<string, string>; body: string },
) => Promise<number>;

/** Reads a calendar from its secret address: what of it may say that somebody is away. Throws `CalendarError`. */
export type ReadCalendar = (url: string, before?: CalendarStamp) => Promise<CalendarRead>;

/** What a server said of a calendar's version. */
export interface CalendarStamp {
  etag?: string;
  modified?: string;
}

export type CalendarRead =
  | { state: 'same' }
  | {
      state: 'read';
      entries: readonly CalendarEntry[];
      /** There is nothing at all in it. */
      empty: boolean;
      stamp: CalendarStamp;
    };

/** A calendar that could not be read. Its message says why, without the address. */
export class CalendarError extends Error {
  override name = 'CalendarError';
}

/** A team in numbers, for pages, pictures and the API, which do not count themselves. Both read only the team's own span. */
export interface Looking {
  metricsFor(team: Team, span: Interval): Promise<Metrics>;
  /** The `n` weeks up to the one that `until` lies in, oldest first. */
  weeksFor(team: Team, until: Instant, n: number): Promise<WeekFigures[]>;
}

/** Counts what happens, for whoever watches the process. A label has few values: never a person, a text or an address. */
export interface Meter {
  count(what: 'commands' | 'jobs' | 'deliveries', labels: Readonly<Record<string, string>>): void;
  /** In ms. */
  took(what: 'acknowledgement' | 'job_lateness', labels: Readonly<Record<string, string>>, span: Span): void;
}

/** Tells which work went on when, for whoever follows one thing through several programs. */
export interface Tracer {
  /** Does the work within a span. It ends with the work, and is marked as failed when that throws. */
  span<T>(
    name: string,
    facts: Readonly<Record<string, string | number>>,
    work: (note: (name: string, value: string) => void) => Promise<T>,
  ): Promise<T>;
}

/** Charts of a team's weeks. */
export interface Pictures {
  /** For a page: it takes the colour of the text around it. */
  trendSvg(weeks: readonly WeekFigures[]): Promise<string>;
}

/** Somebody in front of a page. Not `signedIn`: their session is over, and it is only known whose it was. */
export interface Visitor {
  person: PersonId;
  name: string;
  signedIn: boolean;
}

/** Who comes in to the pages, and as whom. What the link and the cookie hold are secrets; only hashes of them are stored. */
export interface Access {
  /** The secret of a link is good, and was not used. */
  isOpen(way: string): Promise<boolean>;
  /** Uses up a link; `undefined` when it is not good any more. `cookie` is the secret of the new session. */
  enter(way: string): Promise<{ cookie: string; to: string } | undefined>;
  /** Whose session a cookie is; using one renews it. */
  whoIs(cookie: string): Promise<Visitor | undefined>;
  /** The bot sends a new way in to whoever's cookie it is. */
  send(cookie: string, to: string): Promise<'sent' | 'too many' | 'unknown'>;
  leave(cookie: string): Promise<void>;
}

/** What the pages show. A page that is not there and one that this person may not see are the same. */
export interface Pages {
  /** The teams that somebody sees anything of. */
  teamsOf(person: PersonId): readonly TeamSeen[];
  page(person: PersonId, team: string, name: string, query: PageQuery): Promise<Page | undefined>;
  /** The weeks behind the chart of a team's history, oldest first. */
  weeks(person: PersonId, team: string): Promise<WeekFigures[] | undefined>;
}

/** Tells that something has happened in a team, after it is committed. */
export interface Changes {
  /** Gives back a way to call it off. The listener must return at once. */
  subscribe(team: string, listener: () => void): () => void;
}

/** What a part serves on the one web port, under a prefix. */
export interface Routes {
  prefix: string;
  /** Every request proves who sent it, so that it does not matter under which name this machine was called. */
  signed?: true;
  handle(request: IncomingMessage, response: ServerResponse): void;
}
