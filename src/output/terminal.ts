import { createInterface } from 'node:readline'
import { type OutputSanitizer, type Syntax, withoutCommands } from './output-sanitizer.ts'

const DEFAULT_COLUMNS = 100

/**
 * The output to a terminal: the result on standard output, everything else on standard error. Only this file and
 * `runner.ts` may write to them. Every line passes through the sanitizer.
 */
export const openTerminal = (sanitizer: OutputSanitizer) => {
  const { stdout, stderr } = process
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe)
  const isWatched = stderr.isTTY === true
  const clear = () => {
    if (isWatched) stderr.write(CLEARED)
  }
  return {
    /** A result rendered for people, colours included. */
    print: (text: string): void => {
      clear()
      stdout.write(ended(sanitizer.lines(text)))
    },
    /**
     * A result for programs. Its texts were sanitized one by one, because a search in the whole document could break
     * its syntax. Removes commands for a runner that reads standard output.
     */
    printDocument: (text: string, syntax: Syntax): void => void stdout.write(ended(withoutCommands(text, syntax))),
    /** An error message. */
    complain: (text: string): void => {
      clear()
      stderr.write(ended(sanitizer.lines(text)))
    },
    /** A permanent line, only on a terminal. */
    info: (text: string): void => {
      if (isWatched) stderr.write(`${CLEARED}${sanitizer.line(text)}\n`)
    },
    /** A line that the next one replaces, only on a terminal. */
    progress: (text: string): void => {
      // Cut after sanitizing: the sanitizer would miss half a secret.
      if (isWatched) stderr.write(`${CLEARED}${sanitizer.line(text).slice(0, (stderr.columns ?? DEFAULT_COLUMNS) - 1)}`)
    },
    /** True when a person can answer: standard input and standard error are terminals. */
    canAsk: process.stdin.isTTY === true && isWatched,
    /**
     * Asks a question on one line; resolves to true for the answer `yes`. Throws the reason of `signal` when the run
     * ends meanwhile.
     */
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
  // Not in terminal mode: there Ctrl-C arrives as a character and does not end the run.
  const lines = createInterface({ input, terminal: false, signal })
  output.write(`${question} `)
  const answer = await new Promise<string>((resolve) => {
    lines.once('line', resolve).once('close', () => resolve('no'))
  })
  lines.close()
  signal.throwIfAborted()
  return answer.trim().toLowerCase() === 'yes'
}

/** `plan | head -1` closes the pipe: its reader has all it wants, and a deploy must still end normally. */
const ignoreClosedPipe = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error
}

/** Clears the line and returns to its start. */
const CLEARED = '\r\u001b[2K'

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`)

/** The log for a run. Progress of reading is shown only until the first write, because both use the same line. */
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
