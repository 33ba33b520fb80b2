import { createInterface } from 'node:readline/promises';

/** Somebody at a terminal. */
export interface Terminal {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}

/** One question after another, each answered with a line. */
export interface Dialog {
  /** The line without blanks around it; `undefined` when there is nobody any more. */
  ask(question: string): Promise<string | undefined>;
  tell(line: string): void;
  close(): void;
}

/** Lines that come before their question is asked are kept for it. */
export function dialogWith({ input, output }: Terminal): Dialog {
  const reader = createInterface({ input, output });
  const lines = reader[Symbol.asyncIterator]();
  let ended = false;
  reader.once('close', () => {
    ended = true;
  });
  return {
    async ask(question) {
      reader.setPrompt(question);
      // After the last line the reader shows nothing any more, and the lines it kept still wait for their questions.
      if (ended) output.write(question);
      else reader.prompt();
      const line = await lines.next();
      return line.done ? undefined : line.value.trim();
    },
    tell: (line) => output.write(`${line}\n`),
    close: () => reader.close(),
  };
}

/** The terminal this process runs in; `undefined` in a script or a pipe. */
export function ownTerminal(): Terminal | undefined {
  const { stdin: input, stdout: output } = process;
  return input.isTTY && output.isTTY ? { input, output } : undefined;
}
