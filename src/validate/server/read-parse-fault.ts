import type { FindingReader, Place, VerdictContext } from './finding.ts'
import { referenceChainPath } from './resolve-path.ts'
import { isParseFault } from './split-constraints.ts'

/** A document that the server could not read: YAML syntax with its line, or a value that does not fit (Jackson's reference chain). */
export const readParseFault: FindingReader = (text, context) => {
  if (!isParseFault(text)) return undefined
  const chain = /through reference chain: ([^\n]+)\)/.exec(text)?.[1]
  if (chain !== undefined) {
    // Plugin defaults are read on their own, so their chain begins inside of them.
    const above = text.includes('.PluginDefault') && !/\bFlow/.test(chain) ? ['pluginDefaults'] : []
    const place: Place = { path: [...above, ...referenceChainPath(chain)], part: 'value' }
    return [{ code: 'wrong-type', message: shortMessage(text), place }]
  }
  return [{ code: 'yaml-syntax', message: shortMessage(text), place: placeOfSyntax(text, context) }]
}

const shortMessage = (text: string): string =>
  text
    .replace(/^(?:Illegal \w+ source: |Unable to validate the flow: )/, '')
    .replace(/^YAML (?:parsing|syntax) error: /, '')
    .replace(/\s*\n?\s*at \[Source: [\s\S]*$/, '')
    .replace(/\s*\(at line -?\d+\)$/, '')
    .split('\n')
    .filter((line) => /^\S/.test(line))
    .join(', ')

/** The last mark is the fault itself, those before it are its context; some texts have a line and no column. */
const placeOfSyntax = (text: string, { document, lineOffset }: VerdictContext): Place | undefined => {
  const marks = [...text.matchAll(/\bline:? (\d+), column:? (\d+)/g)]
  const [, line, column] = marks.at(-1) ?? /\(at line (\d+)\)/.exec(text) ?? []
  if (line !== undefined) return { position: document.positionAtLine(Number(line) + lineOffset, Number(column ?? 1)) }
  const own = document.faults.find((fault) => fault.isFatal)
  return own && { position: own.position }
}
