/** What `javap -p -c` prints of one class. */
export interface ClassText {
  readonly name: string
  readonly isAbstract: boolean
  readonly parent: string | undefined
  /** Fields that are not static, in their order. */
  readonly fields: readonly string[]
  /** Constants of an enum. */
  readonly constants: readonly string[]
  /** The lines of the body of each method, by its name; overloads are joined. */
  readonly methods: ReadonlyMap<string, readonly string[]>
}

const HEAD =
  /^(?:public |protected |private |abstract |final |static |sealed |non-sealed )*(?:class|interface|enum) ([\w.$]+)(?:<.*?>)?(?: extends ([\w.$]+))?/
const FIELD = /^ {2}(?:(?:public|protected|private|final|transient|volatile) )*[\w.$<>?,[\] &]+ ([A-Za-z]\w*);$/
const METHOD = /^ {2}(?! )[^=]*?(?:^|[ .])([\w$]+)\(.*\)(?: throws [\w., $]+)?;$/

/** Reads what `javap -p -c` prints of several classes. */
export const readClasses = (printed: string): readonly ClassText[] =>
  printed.split(/^Compiled from .*\n/m).flatMap((text) => {
    const lines = text.split('\n')
    const head = lines.findIndex((line) => HEAD.test(line))
    const [header = ''] = lines.slice(head)
    const [, name, parent] = HEAD.exec(header) ?? []
    if (name === undefined) return []
    return [
      {
        name,
        parent,
        isAbstract: /\babstract\b|\binterface\b/.test(header),
        ...membersOf(lines.slice(head + 1), name),
      },
    ]
  })

const membersOf = (lines: readonly string[], owner: string) => {
  const fields: string[] = []
  const constants: string[] = []
  const methods = new Map<string, string[]>()
  let body: string[] | undefined
  for (const line of lines) {
    const [, method] = METHOD.exec(line) ?? []
    const [, field] = FIELD.exec(line) ?? []
    if (method !== undefined) {
      body = methods.get(method) ?? []
      methods.set(method, body)
    } else if (field !== undefined) {
      const isConstant = line.includes(` static final ${owner} `)
      if (isConstant) constants.push(field)
      else if (!line.includes(' static ')) fields.push(field)
    } else body?.push(line)
  }
  return { fields, constants, methods }
}

/** The texts that a method loads, in their order. */
export const textsLoaded = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => /\/\/ String (.*)$/.exec(line)?.[1] ?? [])

/**
 * By name, the class of what a method puts into a map: `put("chunk", new ChunkFilter())`, or a field in place of the new object. `ownName` is
 * what the method `functionName` of a class gives, where that stands in place of the name.
 */
export const namedParts = (
  lines: readonly string[],
  ownName: (type: string) => string | undefined,
): ReadonlyMap<string, string> => {
  const parts = new Map<string, string>()
  let name: string | undefined
  for (const line of lines) {
    const [, text] = /\/\/ String (\S+)$/.exec(line) ?? []
    const [, made] = /\bnew +#\d+ +\/\/ class ([\w/$]+)$/.exec(line) ?? []
    const [, field] = /\bgetfield +#\d+ +\/\/ Field [\w.$/]+:L([\w/$]+);$/.exec(line) ?? []
    const [, naming] = /\/\/ Method ([\w/$]+)\.functionName:/.exec(line) ?? []
    if (text !== undefined) name = text
    if (naming !== undefined) name = ownName(naming.replaceAll('/', '.'))
    const type = made ?? field
    if (type === undefined || name === undefined) continue
    parts.set(name, type.replaceAll('/', '.'))
    name = undefined
  }
  return parts
}
