import { readFileSync } from 'node:fs'
import type { ResourceOutcome } from '../../../src/plan/plan.ts'
import { exitCodeOf } from '../../../src/report/report.ts'
import { nameOf, outcomeOf, reported } from '../../histories/check-report.ts'
import type { Name } from '../../histories/name.ts'
import type { Crossed } from '../../support/fault-proxy.ts'
import type { Played } from './play-cell.ts'
import { changes } from './requests.ts'
import { STRANGERS } from './world.ts'

const REASONS = new Set(
  [...readFileSync('docs/troubleshooting.md', 'utf8').matchAll(/^### `([a-z-]+)`$/gm)].map(([, code]) => code),
)

/** What is not as it must be after a fault, whatever that was; none = all is well. */
export const judge = (played: Played): readonly string[] => [
  ...saysWhatIs(played),
  ...endsWell(played),
  ...repeatsWhatIsSafe(played),
  ...spellsOut(played),
  ...converges(played),
]

/** The report and the server, resource by resource. */
const saysWhatIs = ({ report, log, before, after, desired }: Played): readonly string[] => {
  const outcomes = new Map((outcomeOf(report)?.resources ?? []).map((resource) => [nameOf(resource), resource]))
  const faults: string[] = []
  for (const name of new Set([...before.texts.keys(), ...after.texts.keys(), ...outcomes.keys()])) {
    const outcome = outcomes.get(name)
    const [was, is] = [before.texts.get(name), after.texts.get(name)]
    const wanted = outcome?.action === 'delete' ? undefined : desired.get(name)
    if (!allowedBy(outcome, { was, wanted }).includes(is))
      faults.push(
        `${name}: ${outcome?.outcome ?? 'not reported'} (${outcome?.message}), but ${reported(was)} became ${reported(is)}`,
      )
  }
  const writes = log.filter((crossed) => changes(crossed))
  if (outcomes.size === 0 && writes.length > 0)
    faults.push(`${report.result}, yet it wrote ${writes.map(({ method, path }) => `${method} ${path}`).join(', ')}`)
  return faults
}

type State = string | undefined

const allowedBy = (
  outcome: ResourceOutcome | undefined,
  { was, wanted }: { readonly was: State; readonly wanted: State },
): readonly State[] => {
  if (outcome?.outcome === 'applied' || outcome?.outcome === 'unconfirmed') return [wanted]
  const cannotTell = outcome?.isUnknown === true || /cannot verify/i.test(outcome?.message ?? '')
  if (outcome?.outcome === 'rollback-failed') return cannotTell ? [was, wanted] : [wanted]
  return cannotTell ? [was, wanted] : [was]
}

/** Result and exit code fit, and nothing of others was touched. */
const endsWell = ({ cell, report, lines, log, before, after }: Played): readonly string[] => {
  const { kind, fault, lasts } = cell
  const outcomes = outcomeOf(report)?.resources ?? []
  const isDone = report.result === 'deployed' && outcomes.every(({ outcome }) => outcome === 'applied')
  const faults: string[] = []
  if (exitCodeOf(report.result, false) !== (isDone ? 0 : 1)) faults.push(`the exit code does not fit ${report.result}`)
  for (const name of STRANGERS)
    if (after.texts.get(name) !== before.texts.get(name)) faults.push(`${name} of somebody else was touched`)
  const heals = fault.isPassing && lasts === 'once' && kind.isCreate !== true
  // An engine whose machine is busy is slow of its own accord.
  const isBusy = lines.some((line) => line.includes('TOTAL_TIMEOUT') && !isOfFault(line, log))
  if (!isBusy && !log.some(({ isFaulty }) => isFaulty)) faults.push('the request never came')
  if (heals && kind.moment !== 'roll back' && !isDone && !isBusy)
    faults.push(`it would have healed, but: ${report.result}, ${report.message}`)
  const isFatal = kind.moment === 'plan' && kind.isOptional !== true && !heals && fault.reasons.length > 0
  if (isFatal && !fault.reasons.includes(report.reason ?? ''))
    faults.push(`the reason is ${report.reason}, expected ${fault.reasons.join(' or ')}: ${report.message}`)
  return faults
}

/** Creates are sent once, refused credentials are not tried again, and each repeat is told in one line. */
const repeatsWhatIsSafe = ({ cell, log, lines }: Played): readonly string[] => {
  const counts = new Map<string, number>()
  for (const { method, path, body } of log) {
    const key = `${keyOf({ method, path })}${cell.kind.isCreate === true ? body : ''}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const faults: string[] = []
  for (const [key, count] of counts)
    if (/^POST \S+\/(?:flows|dashboards)(?![/\w])/.test(key) && cell.kind.isCreate === true && count > 1)
      faults.push(`${count} times ${key}`)
  const repeats = lines.filter((line) => line.includes('Asking again'))
  const hits = log.filter((crossed) => crossed.isFaulty).length
  if (repeats.filter((line) => isOfFault(line, log)).length > hits && cell.fault.stays !== true)
    faults.push(`${repeats.length} repeats told, ${hits} faults: ${repeats.join(' | ')}`)
  if (/^40[13]$/.test(cell.fault.name) && repeats.length > 0) faults.push(`tried again: ${repeats.join(' | ')}`)
  return faults
}

/** It tells of a repeat of a request that a fault hit. */
const isOfFault = (line: string, log: readonly Crossed[]): boolean =>
  log.some((crossed) => crossed.isFaulty && line.startsWith(`${keyOf(crossed)}: `))

const keyOf = ({ method, path }: Pick<Crossed, 'method' | 'path'>): string => `${method} ${path.split('?')[0]}`

/** The code is explained, and no text is raw or tells a secret. */
const spellsOut = ({ report, lines }: Played): readonly string[] => {
  const faults: string[] = []
  if (report.reason !== undefined && report.reason !== null && !REASONS.has(report.reason))
    faults.push(`no entry for ${report.reason}`)
  const texts = [report.message ?? '', ...lines, ...(outcomeOf(report)?.resources ?? []).map(({ message }) => message)]
  for (const text of texts)
    if (/undefined|\[object|OpenSSL|:error:|Engine1234|<html/.test(text ?? '')) faults.push(`it says: ${text}`)
  return faults
}

/** The record knows what is ours: the next deploy goes on from there, and Git is on the server. */
const converges = ({ cell, next, end, before, desired }: Played): readonly string[] => {
  const faults: string[] = []
  if (!['deployed', 'in-sync'].includes(next.result)) faults.push(`the next deploy: ${next.result}, ${next.message}`)
  for (const [name, wanted] of desired)
    if (end.texts.get(name) !== wanted) faults.push(`in the end ${name} is ${reported(end.texts.get(name))}`)
  const isRecordLost = cell.kind.moment === 'plan' && cell.kind.name === 'the record'
  const others = new Set<Name>(STRANGERS)
  for (const name of end.texts.keys())
    if (!desired.has(name) && !others.has(name) && !isRecordLost) faults.push(`in the end ${name} is still there`)
  for (const name of STRANGERS)
    if (end.texts.get(name) !== before.texts.get(name)) faults.push(`in the end ${name} of somebody else was touched`)
  return faults
}
