/** What servers put before a violation's own words: 2.0, 1.x and the create and update answers (kestra-api.md section 0). */
const PREFIX =
  /^(?:Validation error: |(?:jakarta\.validation\.|io\.kestra\.core\.[\w.]+\.)?ConstraintViolationException: |Invalid entity: |Unable to validate the flow: (?=Unrecognized field))+/

/** `tasks[0].url`, `load.url`, `tasks[load].url`, `triggers[0]`, or nothing at all, before `: `. */
const PATH_HEAD = String.raw`(?:(?:\{\{[^\n]*?\}\}|[\w.$])(?:\{\{[^\n]*?\}\}|[\w.$-])*(?:\[[^\]\n]*\][\w.$<> -]*)*)?`

/** A line that begins a violation; any other line belongs to the one above. */
const STARTS_VIOLATION = new RegExp(
  String.raw`^(?:${PATH_HEAD}: \S| ?Invalid Flow: |Invalid type: |Unrecognized field )`,
)

/** To 1.3 several violations may stand on one line, joined with `, `; a message may hold commas of its own. */
const COMMA_BEFORE_PATH =
  /, (?=(?:[A-Za-z0-9_][\w.-]*\.[A-Za-z]\w*|\w+\[[^\]\n]*\][\w.[\]-]*): (?:must |invalid |size |length ))/

/** The flow validator joins all that it finds with `, ` behind one `Invalid Flow: ` (core FlowValidator). */
const COMMA_BEFORE_FLOW_FAULT =
  /, (?=Duplicate (?:task|trigger|input|output|preconditions)|Recursive call to |Input (?:'|with id|path)|Cycle dependency|System labels|Invalid (?:input|output|default|value)|Missing inputs|Namespace '|Quotas are|Task ')/

/**
 * Splits one `constraints` text of a verdict into its violations, each without the server's prefixes.
 * A parse fault spans several lines and stays whole. Splitting what is split already changes nothing.
 */
export const splitConstraints = (text: string): string[] => {
  const body = text.replace(PREFIX, '').trimEnd()
  if (isParseFault(body)) return [body]
  const violations: string[] = []
  for (const line of body.split('\n')) {
    const last = violations.at(-1)
    if (last === undefined || STARTS_VIOLATION.test(line)) violations.push(line)
    else violations[violations.length - 1] = `${last}\n${line}`
  }
  return violations.flatMap(splitAtCommas).filter((violation) => violation !== '')
}

/** Whether the server could not even read the document: such a text hides every other fault of it. */
export const isParseFault = (text: string): boolean =>
  /^Illegal \w+ source: /.test(text) || /\bin 'reader', line \d+/.test(text) || /\bat \[Source: /.test(text)

const splitAtCommas = (line: string): string[] => {
  const bare = line.replace(/^:? ?(?=Invalid Flow: )/, '').trimEnd()
  if (bare.startsWith('Invalid Flow: ')) return bare.slice('Invalid Flow: '.length).split(COMMA_BEFORE_FLOW_FAULT)
  return bare.split(COMMA_BEFORE_PATH)
}
