/** The text of a source file, twice, each as long as the file so that positions stay: the rest of each is blank. */
export interface SourceViews {
  /** Without comments, strings and regular expressions. */
  readonly code: string
  /** Comments and strings alone, without the paths of imports. */
  readonly prose: string
}

const TOKEN =
  /\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`|[{}]|\/(?![/*])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*|[\w$]+|[^\s]/g
/** The next piece of a template: text up to its end or to the next `${`. */
const TEMPLATE_TEXT = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{|$)/y
/** After these a `/` divides. */
const OPERAND = /^[\w$)\]]+$/
const KEYWORD = /^(?:return|typeof|case|in|of|await|yield|void|delete|instanceof|else|do)$/

/** Splits TypeScript into code and prose. Template strings within template strings are followed to any depth. */
export const sourceViews = (source: string): SourceViews => {
  const code = blanked(source)
  const prose = blanked(source)
  const copy = (into: string[], from: number, to: number): void => {
    for (let at = from; at < to; at += 1) into[at] = source.charAt(at)
  }
  /** One entry for each open `${`: how many braces are open within. */
  const templates: number[] = []
  let before = ''
  const readTemplate = (from: number): number => {
    TEMPLATE_TEXT.lastIndex = from
    const text = TEMPLATE_TEXT.exec(source)?.[0] ?? ''
    const end = from + text.length
    copy(prose, from, text.endsWith('${') ? end - 2 : end - 1)
    if (text.endsWith('${')) templates.push(0)
    return end
  }
  for (let at = 0; at < source.length; ) {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(source)
    if (match === null) break
    const [token] = match
    const from = match.index
    at = from + token.length
    if (token === '`') at = readTemplate(at)
    else if (token === '}' && templates.at(-1) === 0) {
      templates.pop()
      at = readTemplate(at)
    } else if (token.startsWith('//') || token.startsWith('/*')) {
      copy(prose, from, at)
      continue
    } else if (/^['"]/.test(token)) {
      if (before !== 'from' && !/\bimport\($/.test(source.slice(Math.max(0, from - 7), from)))
        copy(prose, from + 1, at - 1)
    } else if (token.length > 1 && token.startsWith('/')) {
      // A division, not a regular expression: only its sign is read.
      if (OPERAND.test(before) && !KEYWORD.test(before)) {
        at = from + 1
        copy(code, from, at)
      }
    } else {
      if (token === '{' && templates.length > 0) templates.push((templates.pop() ?? 0) + 1)
      if (token === '}' && templates.length > 0) templates.push((templates.pop() ?? 0) - 1)
      copy(code, from, at)
    }
    before = token
  }
  return { code: code.join(''), prose: prose.join('') }
}

/** All of it blank but for its line ends; one entry for each UTF-16 unit. */
const blanked = (text: string): string[] =>
  Array.from({ length: text.length }, (_, at) => (text[at] === '\n' ? '\n' : ' '))
