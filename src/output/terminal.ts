import { createInterface } from 'node:readline'
import { type OutputSanitizer, type Syntax, withoutCommands } from './output-sanitizer.ts'

const DEFAULT_COLUMNS = 100

/**
 * The way out to a terminal: standard output for the result, standard error for all that is told besides. Beside runner.ts the only
 * file that may write to them: every line goes through the gate.
 */
export const openTerminal = (sanitizer: OutputSanitizer) => {
  const { stdout, stderr } = process
  for (const stream of [stdout, stderr]) stream.on('error', overlookClosed)
  const isWatched = stderr.isTTY === true
  const clear = () => {
    if (isWatched) stderr.write(CLEARED)
  }
  return {
    /** A result that was rendered for people, colours included. */
    print: (text: string): void => {
      clear()
      stdout.write(ended(sanitizer.lines(text)))
    },
    /**
     * A result that programs read, made of texts that were hidden one by one: searched as a whole it could lose its form. Of its texts
     * none is a command for a runner that reads standard output as well.
     */
    printDocument: (text: string, syntax: Syntax): void => void stdout.write(ended(withoutCommands(text, syntax))),
    /** What went wrong. */
    complain: (text: string): void => {
      clear()
      stderr.write(ended(sanitizer.lines(text)))
    },
    /** One line that stays, and one that the next one replaces; only where a person looks. */
    info: (text: string): void => {
      if (isWatched) stderr.write(`${CLEARED}${sanitizer.line(text)}\n`)
    },
    progress: (text: string): void => {
      // Cut behind the gate: half a secret is hard to find.
      if (isWatched) stderr.write(`${CLEARED}${sanitizer.line(text).slice(0, (stderr.columns ?? DEFAULT_COLUMNS) - 1)}`)
    },
    /** True when a person can be asked: both ends are a terminal. */
    canAsk: process.stdin.isTTY === true && isWatched,
    /** Asks a question in one line; true when the answer is `yes`. Throws the reason of `signal` when the run is ended meanwhile. */
    ask: (question: string, signal: AbortSignal): Promise<boolean> => {
      clear()
      return askYes(sanitizer.line(question), { input: process.stdin, output: stderr, signal })
    },
    columns: stdout.columns ?? DEFAULT_COLUMNS,
    hasColours: stdout.isTTY === true,
  }
}

interface Asked {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  readonly signal: AbortSignal
}

/** One question and its answer. An input that ends without an answer says no. */
export const askYes = async (question: string, { input, output, signal }: Asked): Promise<boolean> => {
  // Not in the mode of a terminal: there Ctrl-C would come as a character, and not end the run.
  const lines = createInterface({ input, terminal: false, signal })
  output.write(`${question} `)
  const answer = await new Promise<string>((resolve) => {
    lines.once('line', resolve).once('close', () => resolve('no'))
  })
  lines.close()
  signal.throwIfAborted()
  return answer.trim().toLowerCase() === 'yes'
}

/** `plan | head -1` closes the pipe: who reads no further has what was wanted, and a deploy still ends as it should. */
const overlookClosed = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error
}

/** Back to the start of an emptied line. */
const CLEARED = '\r\u001b[2K'

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`)

/** What is read shares the line with what is written, and makes room for it. */
export const logOn = (terminal: Pick<ReturnType<typeof openTerminal>, 'info' | 'progress'>) => {
  let isWriting = false
  return {
    info: terminal.info,
    progress: (text: string) => {
      isWriting = true
      terminal.progress(text)
    },
    reading: (text: string) => {
      if (!isWriting) terminal.progress(text)
    },
  }
}
