import { UserError } from '../finding/user-error.ts'
import { type NamedFile, removeStaleFile, writeNamedFile } from '../repository/named-files.ts'
import { type Hide, hideSecrets } from '../secrets/hide-secrets.ts'
import { unicodeEscape } from '../text/json.ts'
import { visible, visibleLine } from '../text/visible.ts'

/**
 * Every text that leaves this process passes through the sanitizer; `runner.ts`, `terminal.ts` and `writeDocument` are
 * the only exits. It knows only the credentials of the connection. Secrets in a tree or on a server are hidden where
 * they are read, before rendering (docs/internals/threat-model.md, "What is hidden, and where").
 */
export interface OutputSanitizer {
  /** Adds values to hide from now on, in every encoding. Call it as soon as values are known; values add up. */
  addSecrets(secrets: readonly string[]): void
  /** All secrets, for renderers: they hide them in each text before it becomes part of a document. */
  maskedValues(): readonly string[]
  /** True when the text contains a secret, so a text that must stay unchanged must not leave. */
  containsSecret(text: string): boolean
  /**
   * Lines for people, without secrets and without sequences that steer a terminal or the runner. Our own colours stay.
   */
  readonly lines: Hide
  /** As `lines`, on one line. */
  readonly line: Hide
  /** Rendered Markdown: hides secrets in its text; markup, masks and markers of this program stay unchanged. */
  readonly markdown: Hide
  /** A rendered HTML page: hides secrets in the text between its tags. */
  readonly page: Hide
}

/** In characters, for one line: names and server texts have no limit. */
const MAX_LINE_LENGTH = 4_000

/** A sanitizer that knows no secret yet. */
export const makeSanitizer = (): OutputSanitizer => {
  let known: readonly string[] = []
  let hide = hideSecrets(known)
  return {
    addSecrets: (secrets) => {
      known = [...known, ...secrets]
      hide = hideSecrets(known)
    },
    maskedValues: () => known,
    containsSecret: (text) => hide(text) !== text,
    lines: (text) => withoutCommands(withoutControls(hide(text))),
    line: (text) => withoutCommands(visibleLine(hide(text), MAX_LINE_LENGTH)),
    markdown: (text) => between(text, MARKDOWN, hide),
    page: (text) => between(text, PAGE, hide),
  }
}

const MASK = String.raw`\((?:changed|unchanged|hidden), \d+ bytes\)`

/** The markup that this program writes: elements, fences, the rule of a table, the marker on the last line. */
const MARKDOWN = new RegExp(
  String.raw`^<!-- kestra-gitops:[\w.:~-]* -->\s*$(?![\s\S])|</?(?:details(?: open)?|summary|sub|br|code)>|^\x60{3,}\w*$|^\|[-|: ]+\|$|${MASK}`,
  'gm',
)
/** A page escapes every `<` of a text, so each one left is a tag of this program. */
const PAGE = new RegExp(String.raw`<(?:style|script)>[\s\S]*?</(?:style|script)>|<[^>]*>|${MASK}`, 'g')

const between = (text: string, markup: RegExp, hide: Hide): string => {
  let [shown, end] = ['', 0]
  for (const { 0: mark, index } of text.matchAll(markup)) {
    shown += hide(text.slice(end, index)) + mark
    end = index + mark.length
  }
  return shown + hide(text.slice(end))
}

/** The colours that `makePaint` uses; a foreign text can at worst use one of them. */
const COLOUR = new RegExp(`(${String.fromCharCode(0x1b)}\\[(?:[012]|3[1-6])m)`)

const withoutControls = (text: string): string =>
  text
    .split(COLOUR)
    .map((piece) => (COLOUR.test(piece) ? piece : visible(piece)))
    .join('')

/** The syntax of a text on standard output: it decides how a character can be escaped. */
export type Syntax = 'text' | 'json' | 'xml'

/**
 * Removes commands for the CI runner that reads the log. GitHub takes `::name::` at the start of a line (white space
 * aside) and `##[name]` anywhere for a command (actions/runner, ActionCommand.cs). Others take `##vso[…]` and
 * `##teamcity[…]`. JSON and XML keep their meaning; plain text gets a backslash before the colons or the bracket.
 */
export const withoutCommands = (text: string, syntax: Syntax = 'text'): string => {
  const { colon, hash, bracket } = SPELLINGS[syntax]
  return (syntax === 'json' ? text.replace(/[\u0085\u2028\u2029]/g, unicodeEscape) : text)
    .replace(/(^|\u0085)([^\S\n\r\u0085\u2028\u2029]*):(?=:)/gm, `$1$2${colon}`)
    .replace(/##(\w*)\[/g, `${hash}#$1${bracket}`)
}

/** A reader of the syntax gets each character back. In JSON no line begins with a text, so colons stay. */
const SPELLINGS: Readonly<Record<Syntax, { readonly colon: string; readonly hash: string; readonly bracket: string }>> =
  {
    text: { colon: '\\:', hash: '#', bracket: '\\[' },
    json: { colon: ':', hash: '\\u0023', bracket: '[' },
    xml: { colon: '&#58;', hash: '&#35;', bracket: '[' },
  }

interface DocumentFile {
  readonly file: string
  /** The setting with the file's name. */
  readonly of: string
  /** The folder below which no link is followed. */
  readonly workspace: string
}

/**
 * Writes a rendered document to the file that a setting names, sanitized with `hide`. Throws `UserError` when it cannot
 * be written.
 */
export const writeDocument = (hide: Hide, document: DocumentFile, text: string): Promise<void> =>
  onDocument(document, (file) => writeNamedFile(file, hide(text)))

/**
 * Removes the file at the path of a document that will be written later. A run that ends early must not leave an older
 * or committed file that a later step takes for its result. Throws `UserError` when the document could not be written.
 */
export const removeStaleDocument = (document: DocumentFile): Promise<void> => onDocument(document, removeStaleFile)

const onDocument = async (
  { file, of, workspace }: DocumentFile,
  use: (file: NamedFile) => Promise<void>,
): Promise<void> => {
  const as = `the file "${file}" of "${of}"`
  try {
    await use({ path: file, workspace, as })
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError('invalid-settings', `Cannot write ${as}.`, { cause: error })
  }
}
