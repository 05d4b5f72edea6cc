import { UserError } from '../finding/user-error.ts'
import { type NamedFile, removeStaleFile, writeNamedFile } from '../repository/named-files.ts'
import { type Hide, hideSecrets } from '../secrets/hide-secrets.ts'
import { unicodeEscape } from '../text/json.ts'
import { visible, visibleLine } from '../text/visible.ts'

/**
 * What a text goes through on its way out of this process; the doors beside it are the only ways out. It knows the credentials of the
 * connection and nothing else: what a tree or a server holds is hidden where it stands, before anything is rendered (docs/internals/threat-model.md, "What is hidden, and where").
 */
export interface OutputSanitizer {
  /** From now on these leave in no form. To be told as early as they are known, and again when there are more. */
  addSecrets(secrets: readonly string[]): void
  /** All of them: for renderers, which hide them in every text before it becomes part of a document. */
  maskedValues(): readonly string[]
  /** True for what holds one of them, and so may not leave where it must stay as it is. */
  containsSecret(text: string): boolean
  /** Lines for people: no secrets, nothing that steers a terminal or the runner. Our own colours stay. */
  readonly lines: Hide
  /** The same on one line. */
  readonly line: Hide
  /** Rendered Markdown: secrets are taken out of its words; its own markup, masks and markers stay what they are. */
  readonly markdown: Hide
  /** A rendered page: secrets are taken out of the text between its tags. */
  readonly page: Hide
}

/** Of one line: names and server texts have no end. */
const MAX_LINE_LENGTH = 4_000

/** A gate that knows no secret yet. */
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
    lines: (text) => withoutCommands(steerless(hide(text))),
    line: (text) => withoutCommands(visibleLine(hide(text), MAX_LINE_LENGTH)),
    markdown: (text) => between(text, MARKDOWN, hide),
    page: (text) => between(text, PAGE, hide),
  }
}

const MASK = String.raw`\((?:changed|unchanged|hidden), \d+ bytes\)`

/** All that makes structure in what this program writes: elements, fences, the rule of a table, the marker on the last line. */
const MARKDOWN = new RegExp(
  String.raw`^<!-- kestra-gitops:[\w.:~-]* -->\s*$(?![\s\S])|</?(?:details(?: open)?|summary|sub|br|code)>|^\x60{3,}\w*$|^\|[-|: ]+\|$|${MASK}`,
  'gm',
)
/** In a page every `<` of a text is escaped, so that each one is a tag of ours. */
const PAGE = new RegExp(String.raw`<(?:style|script)>[\s\S]*?</(?:style|script)>|<[^>]*>|${MASK}`, 'g')

const between = (text: string, markup: RegExp, hide: Hide): string => {
  let [shown, end] = ['', 0]
  for (const { 0: mark, index } of text.matchAll(markup)) {
    shown += hide(text.slice(end, index)) + mark
    end = index + mark.length
  }
  return shown + hide(text.slice(end))
}

/** The colours that this program paints with (`makePaint`); a foreign text can at worst use one of them. */
const COLOUR = new RegExp(`(${String.fromCharCode(0x1b)}\\[(?:[012]|3[1-6])m)`)

const steerless = (text: string): string =>
  text
    .split(COLOUR)
    .map((piece) => (COLOUR.test(piece) ? piece : visible(piece)))
    .join('')

/** What a text is written in that goes to standard output: how it can say a character in another way. */
export type Syntax = 'text' | 'json' | 'xml'

/**
 * The text without commands for the runner that reads the log, whoever wrote it. GitHub's takes `::name::` at the start of a line, white space
 * aside, and `##[name]` anywhere for a command (actions/runner, ActionCommand.cs); others take `##vso[…]` and `##teamcity[…]`. JSON and XML
 * say the same as before; of plain text a backslash stands before the colons or the bracket.
 */
export const withoutCommands = (text: string, syntax: Syntax = 'text'): string => {
  const { colon, hash, bracket } = SPELLINGS[syntax]
  return (syntax === 'json' ? text.replace(/[\u0085\u2028\u2029]/g, unicodeEscape) : text)
    .replace(/(^|\u0085)([^\S\n\r\u0085\u2028\u2029]*):(?=:)/gm, `$1$2${colon}`)
    .replace(/##(\w*)\[/g, `${hash}#$1${bracket}`)
}

/** Each character is spelt so that a reader of that syntax gets it back. In JSON no line begins with a text. */
const SPELLINGS: Readonly<Record<Syntax, { readonly colon: string; readonly hash: string; readonly bracket: string }>> =
  {
    text: { colon: '\\:', hash: '#', bracket: '\\[' },
    json: { colon: ':', hash: '\\u0023', bracket: '[' },
    xml: { colon: '&#58;', hash: '&#35;', bracket: '[' },
  }

interface DocumentFile {
  readonly file: string
  /** The setting that names it. */
  readonly of: string
  /** Below which no link is followed. */
  readonly workspace: string
}

/** Writes a rendered document through the opening of the gate that is for it, to the file that a user named in a setting. Throws `UserError` where it cannot be written. */
export const writeDocument = (hide: Hide, document: DocumentFile, text: string): Promise<void> =>
  onDocument(document, (file) => writeNamedFile(file, hide(text)))

/**
 * Removes what lies where a document will be written: a run that ends before it writes must not leave an older or committed file that
 * a later step takes for its result. Throws `UserError` where the document could not be written.
 */
export const removeStaleDocument = (document: DocumentFile): Promise<void> => onDocument(document, removeStaleFile)

const onDocument = async (
  { file, of, workspace }: DocumentFile,
  act: (file: NamedFile) => Promise<void>,
): Promise<void> => {
  const as = `the file "${file}" of "${of}"`
  try {
    await act({ path: file, workspace, as })
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError('invalid-settings', `Cannot write ${as}.`, { cause: error })
  }
}
