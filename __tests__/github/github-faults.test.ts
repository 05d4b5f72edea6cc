import { describe, expect, it } from 'vitest'
import { type Crossed, startFaultProxy } from '../support/fault-proxy.ts'
import { FAULTS, type NamedFault } from '../support/faults.ts'
import { JOBS, type Job, type JobReport } from './jobs.ts'
import { aClient, aStage, aStageWithGit } from './setup.ts'

const TOKENS = {
  ghs_all: {
    permissions: { contents: 'write', 'pull-requests': 'write', deployments: 'write', issues: 'write' },
  },
} as const
/** Milliseconds of a second of an answer that may not come: a good second in all, where a run gives it 30. */
const SECOND_MS = 40

/** Each request meets every so many-th fault, and the next request the next ones. */
const SHARE = Number(process.env['FAULT_SHARE'] ?? 5)
const isOdd = (number: number): boolean => number % 2 === 1

interface Cell {
  readonly fault: NamedFault
  /** The request that it hits, counted from 0. */
  readonly nth: number
  readonly lasts: 'once' | 'for good'
}

interface Played {
  readonly reported: JobReport
  readonly lines: readonly string[]
  readonly log: readonly Crossed[]
  readonly held: readonly string[]
  readonly requests: number
}

/** Does the job, with that fault on its n-th request or from that on. */
const play = async (job: Job, cell: Cell | undefined): Promise<Played> => {
  await using stage = await (job.commits ? aStageWithGit : aStage)({ tokens: TOKENS })
  job.arrange(stage)
  const lines: string[] = []
  let count = 0
  await using proxy = await startFaultProxy({
    to: stage.github.url,
    secondMs: SECOND_MS * 5,
    faultOf: () => {
      const index = count++
      const isHit = cell !== undefined && (cell.lasts === 'once' ? index === cell.nth : index >= cell.nth)
      return isHit ? cell.fault.fault : undefined
    },
  })
  const client = aClient(proxy, {
    token: 'ghs_all',
    onWait: (line) => void lines.push(line),
    answerSecondMs: cell === undefined ? 1000 : SECOND_MS,
  })
  const reported = await job.work(client, stage)
  await proxy.settled()
  expect(stage.github.breaches).toEqual([])
  return { reported, lines, log: proxy.log, held: job.holds(stage), requests: client.requestCount() }
}

/** What is not as it must be, whatever the fault was; none = all is well. */
const judge = (
  { reported: { sentence, expectedText }, lines, log, held, requests }: Played,
  { fault, lasts }: Cell,
): readonly string[] => {
  const faults: string[] = []
  if (expectedText !== undefined && !held.includes(expectedText))
    faults.push(`it claims ${expectedText}, GitHub holds ${held.join()}`)
  if (new Set(held).size < held.length) faults.push(`twice: ${held.join()}`)
  if (expectedText === undefined && sentence === undefined) faults.push('it says nothing')
  if (/undefined|\[object|<html|TypeError/.test(sentence ?? '')) faults.push(`it says: ${sentence}`)
  const repeats = lines.filter((line) => line.includes('Asking again'))
  if (repeats.length >= requests) faults.push(`${requests} requests, and repeats told: ${repeats.join(' | ')}`)
  if (/^40[13]$/.test(fault.name) && log.filter(({ isFaulty }) => isFaulty).length > (lasts === 'once' ? 1 : 4))
    faults.push('it went on asking')
  const posts = log.filter(({ method, isFaulty }) => method === 'POST' && isFaulty)
  if (posts.length > 2) faults.push(`${posts.length} posts`)
  return faults
}

describe.each(JOBS)('$name, with a fault on any request', (job) => {
  it('says what is on GitHub, never does it twice, and ends', async () => {
    const undisturbed = await play(job, undefined)
    expect(undisturbed.held).toContain(undisturbed.reported.expectedText)
    const requests = undisturbed.log.map(({ method, path }) => `${method} ${path.split('?')[0]}`)
    const cells = requests.flatMap((_request, nth) =>
      FAULTS.flatMap((fault, index): Cell[] =>
        (index + nth) % (job.share ?? SHARE) === 0
          ? [{ fault, nth, lasts: isOdd(index) || fault.stays ? 'for good' : 'once' }]
          : [],
      ),
    )
    const violations: string[] = []
    let next = 0
    const worker = async (): Promise<void> => {
      for (let cell = cells[next++]; cell !== undefined; cell = cells[next++]) {
        const found = judge(await play(job, cell), cell)
        violations.push(...found.map((fault) => `${requests[cell.nth]}, ${cell.fault.name}, ${cell.lasts}: ${fault}`))
      }
    }
    await Promise.all(Array.from({ length: 12 }, worker))
    expect(violations.join('\n')).toBe('')
  })
})
