/** A part of a text, in UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

// The marks that name a key are not secret and stay visible.
const MARK = /-----(BEGIN|END) (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g

/**
 * The spans of the base64 lines of private keys, and nothing around them: `BEGIN PRIVATE KEY` before a command hides no
 * letter of the command. Up to an end mark every base64 line counts; without one, only the lines that follow directly.
 * Takes linear time.
 */
export const findPrivateKeys = (text: string): readonly Span[] => keysIn(text).flatMap(({ lines }) => lines)

/**
 * The marks of private keys without a random-looking line, for instance a short or hand-written key. Only for messages:
 * these marks are not hidden. Not reported are a mark that a text only mentions, and an expression between two marks.
 * Takes linear time.
 */
export const findKeyMarks = (text: string): readonly Span[] =>
  keysIn(text).flatMap(({ mark, body, isEnded, lines }) =>
    lines.length === 0 && (isEnded ? isText(body) : BEGINNING.test(body.slice(0, MAX_REST))) ? [mark] : [],
  )

const keysIn = (text: string) => {
  const marks = [...text.matchAll(MARK)]
  return marks.flatMap((mark, index) => {
    if (mark[1] !== 'BEGIN') return []
    const next = marks[index + 1]
    const start = mark.index + mark[0].length
    const body = text.slice(start, next?.index ?? text.length)
    const isEnded = next?.[1] === 'END'
    const found = isEnded ? linesToTheEnd(body) : linesThatFollow(body)
    const lines = found.map((line) => ({ start: start + line.start, end: start + line.end }))
    return [{ mark: { start: mark.index, end: start }, body, isEnded, lines }]
  })
}

/** True for a text with more than blanks, escaped line ends and expressions. */
const isText = (body: string): boolean => !body.includes('{{') && /[A-Za-z0-9]{4}/.test(body.replaceAll(/\\[nr]/g, ' '))

/** A line with nothing but base64. */
const BEGINNING = /^(?:\\+[nr]|[\s"'#>|,])+[A-Za-z0-9+/]{16,}={0,2}(?:\\|["'\s]|$)/

const LINE = /[^\r\n]+/g
/** Header fields at the beginning of some keys: `Proc-Type: 4,ENCRYPTED`. */
const FIELD = /^\s*[\w-]{1,40}: /

const linesThatFollow = (body: string): readonly Span[] => {
  const found: Span[] = []
  for (const { 0: line, index } of body.matchAll(LINE)) {
    const here = materialIn(line, index)
    // The rest of the mark's own line may be a quote.
    if (here.length === 0 && index > 0 && line.trim() !== '' && !FIELD.test(line)) break
    for (const run of here) found.push(run)
  }
  return found
}

const linesToTheEnd = (body: string): readonly Span[] => {
  const found = [...body.matchAll(LINE)].flatMap(({ 0: line, index }) => materialIn(line, index))
  const last = found.at(-1)
  const rest = last && lastLine(body, last.end)
  return rest === undefined ? found : [...found, rest]
}

/** The rest before the end mark. The last line of a key may be short and lack a digit. */
const REST = /^(?:\\+[nr]|[\s"'#>|,])*([A-Za-z0-9+/]{1,64}={0,2})(?:\\+[nr]|[\s"'#>|,])*$/
const MAX_REST = 300

const lastLine = (body: string, from: number): Span | undefined => {
  if (body.length - from > MAX_REST) return undefined
  const rest = body.slice(from)
  const [, text = ''] = REST.exec(rest) ?? []
  // The length of base64 is a multiple of four. A lower-case word such as `halt` is a command.
  if (text === '' || text.length % 4 > 0 || /^[a-z]+$/.test(text) || isPath(text)) return undefined
  const start = from + rest.lastIndexOf(text)
  return { start, end: start + text.length }
}

const MATERIAL = /[A-Za-z0-9+/]{32,}={0,2}/g
const MIN_ENTROPY_BITS_PER_CHARACTER = 3.9
/** The entropy of 64 random characters; words without a digit have less. */
const ENTROPY_WITHOUT_DIGIT = 4.8

const materialIn = (line: string, at: number): readonly Span[] =>
  [...line.matchAll(MATERIAL)].flatMap(({ 0: run, index }) => {
    const end = index + run.length
    const isApart = /^[\s"'\\#>|,]?$/.test(line[index - 1] ?? '') && /^[\s"'\\|,]?$/.test(line[end] ?? '')
    return isApart && looksLikeKey(run) ? [{ start: at + index, end: at + end }] : []
  })

/** True for a path of three or more segments, half of them words. Lines of a key also contain slashes, but no words. */
const isPath = (run: string): boolean => {
  if (!run.startsWith('/')) return false
  const steps = run.slice(1).split('/')
  return steps.length > 2 && steps.filter((step) => /^[a-z]{2,}$/.test(step)).length >= steps.length / 2
}

/** True for base64 of random bytes; false for words and for the path of a program. */
const looksLikeKey = (run: string): boolean =>
  /[a-z]/.test(run) &&
  /[A-Z]/.test(run) &&
  !isPath(run) &&
  entropyOf(run) >= (/\d/.test(run) ? MIN_ENTROPY_BITS_PER_CHARACTER : ENTROPY_WITHOUT_DIGIT)

/** Shannon entropy of a text, in bits per character. */
export const entropyOf = (text: string): number => {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}
