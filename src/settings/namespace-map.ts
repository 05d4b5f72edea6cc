import type { NamespaceMapping } from '../flow/rewrite-namespace.ts'

const NAMESPACE = /^[a-z0-9][a-z0-9._-]*$/

/** `dev => prod`, one per line (product.md, "Layouts"). What is not of that form is added to `faults`. */
export const parseNamespaceMap = (lines: readonly string[], faults: string[]): NamespaceMapping[] =>
  lines.flatMap((line) => {
    const [from = '', to = '', ...rest] = line.split('=>').map((part) => part.trim())
    if (rest.length === 0 && NAMESPACE.test(from) && NAMESPACE.test(to)) return [{ from, to }]
    faults.push(`"namespace-map" must be "from => to" with two namespaces; got \`${line}\`.`)
    return []
  })
