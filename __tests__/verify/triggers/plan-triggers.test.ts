import { describe, expect, it } from 'vitest'
import { versionOf } from '../../../src/flow/kestra-version.ts'
import { type ServerTrigger, triggerKey } from '../../../src/kestra/triggers.ts'
import { type ConfirmedTrigger, confirmTriggers } from '../../../src/verify/triggers/judge-triggers.ts'
import {
  type FlowTriggers,
  planTriggers,
  type SchedulerView,
  zonesOfServer,
} from '../../../src/verify/triggers/plan-triggers.ts'
import { triggersIn } from '../../../src/verify/triggers/text-triggers.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'

const NAME = { namespace: 'a.b', flow: 'f', trigger: 't' }
const SIX = new Date('2026-11-24T06:00:00Z')
const SEVEN = new Date('2026-11-24T07:00:00Z')

/** A flow with one trigger `t`: its lines; `undefined`: without. */
const flowWith = (lines: readonly string[] | undefined, head = '') =>
  triggersIn(
    parseYaml(
      `id: f\nnamespace: a.b\n${head}tasks: []\n${lines === undefined ? '' : `triggers:\n  - id: t\n    type: io.kestra.plugin.core.trigger.Schedule\n${lines.map((line) => `    ${line}\n`).join('')}`}`,
    ),
  )

const at = (hour: number, ...more: readonly string[]) => [`cron: "0 ${hour} * * *"`, 'timezone: UTC', ...more]

const flowOf = (before: FlowTriggers['before'], after: FlowTriggers['after']): FlowTriggers => ({
  ...{ namespace: 'a.b', flow: 'f' },
  ...{ before, after },
})

const live = (overrides: Partial<ServerTrigger> = {}): ServerTrigger => ({
  ...NAME,
  next: SIX,
  isDisabled: false,
  isLocked: false,
  hasBackfill: false,
  stamp: '1',
  ...overrides,
})

const viewOf = (trigger: ServerTrigger | undefined, overrides: Partial<SchedulerView> = {}): SchedulerView => ({
  live: new Map(trigger === undefined ? [] : [[triggerKey(trigger), trigger]]),
  now: new Date('2026-11-23T23:30:00Z'),
  version: versionOf('1.0.3'),
  serverZones: [],
  switchesOn: false,
  ...overrides,
})

const V2 = { version: versionOf('2.0.0') }

const planned = (flow: FlowTriggers, view: SchedulerView) => planTriggers([flow], view)[0]

describe('the plan of a trigger', () => {
  const change = flowOf(flowWith(at(6)), flowWith(at(7)))

  it('says when it fires next, and fired before', () => {
    expect(planned(change, viewOf(live()))).toEqual({
      ...NAME,
      ...{ state: 'on', next: '2026-11-24T07:00:00Z', says: 'next 24 Nov 06:00 UTC → 07:00 UTC', needsLook: false },
      reason: null,
    })
  })

  it.each([
    ['off-on-server', { isDisabled: true }, 'switched off on the server, where it stays off: nothing starts'],
    ['backfill', { hasBackfill: true }, 'a backfill runs on the server'],
    [
      'locked',
      { isLocked: true },
      'next 24 Nov 06:00 UTC → 07:00 UTC; an execution of it runs, and none begins before that has ended',
    ],
  ] as const)('is %s', (state, overrides, says) => {
    expect(planned(change, viewOf(live(overrides)))).toMatchObject({
      state,
      says,
      needsLook: state === 'off-on-server',
    })
  })

  it('has the date of the scheduler where its time stays', () => {
    const other = flowOf(flowWith(at(6)), flowWith(at(6), 'description: x\n'))
    expect(planned(other, viewOf(live({ next: SEVEN })))).toMatchObject({
      state: 'on',
      next: '2026-11-24T07:00:00Z',
      says: null,
    })
  })

  it('is not taken up where the scheduler does not know what is deployed', () => {
    expect(planned(change, viewOf(undefined))).toMatchObject({ state: 'not-taken-up', next: null, needsLook: true })
  })

  it('is on where it is new', () => {
    const added = flowOf(flowWith(undefined), flowWith(at(7)))
    expect(planned(added, viewOf(undefined))).toMatchObject({ state: 'on', says: 'next 24 Nov 07:00 UTC' })
  })

  it.each([
    ['its trigger', flowWith(at(6, 'disabled: true'))],
    ['its flow', flowWith(at(6), 'disabled: true\n')],
    ['the trigger removed', flowWith(undefined)],
  ])('says which run will not come: %s', (_, after) => {
    const says = 'no run 24 Nov 06:00 UTC, and none after it'
    const flow = flowOf(flowWith(at(6)), after)
    expect(planned(flow, viewOf(live()))).toMatchObject({ state: 'off-in-git', next: null, says, needsLook: false })
    expect(planned(flow, viewOf(live({ isDisabled: true })))?.says).toBeNull()
  })

  it('is switched on by 2.x where its text changes, and stays off where another part does', () => {
    const off = viewOf(live({ isDisabled: true }), V2)
    expect(planned(change, off)).toMatchObject({
      state: 'on',
      says: 'switched off on the server, this change switches it on again; next 24 Nov 07:00 UTC',
    })
    expect(planned(flowOf(flowWith(at(6)), flowWith(at(6), 'description: x\n')), off)?.state).toBe('off-on-server')
  })

  it('is not switched off on a server of 2.x where its own text was disabled', () => {
    const enabled = flowOf(flowWith(at(6, 'disabled: true')), flowWith(at(6)))
    expect(planned(enabled, viewOf(live({ isDisabled: true }), V2))).toMatchObject({
      state: 'on',
      says: 'next 24 Nov 06:00 UTC',
    })
    expect(planned(enabled, viewOf(live({ isDisabled: true })))?.state).toBe('off-on-server')
  })

  it('says how often, conditions, and what the clocks leave out', () => {
    const often = flowOf(
      flowWith(['cron: "0 * * * *"', 'timezone: UTC']),
      flowWith(['cron: "*/5 * * * *"', 'timezone: UTC']),
    )
    expect(planned(often, viewOf(live()))?.says).toBe('next 24 Nov 06:00 UTC → 23 Nov 23:35 UTC; 24 → 288 runs a day')
    const held1 = flowOf(flowWith(undefined), flowWith(at(7, 'conditions:', '  - type: x')))
    expect(planned(held1, viewOf(undefined))?.says).toBe('next 24 Nov 07:00 UTC, if its conditions hold')
    const night = flowOf(flowWith(undefined), flowWith(['cron: "30 2 * * *"', 'timezone: Europe/Paris']))
    expect(planned(night, viewOf(undefined))?.says).toBe(
      'next 24 Nov 02:30 Europe/Paris (01:30 UTC); no run on 28 Mar 2027, when the clocks leave out 02:30',
    )
  })

  const bare = (cron: string) => flowWith([`cron: "${cron}"`])
  const moved = flowOf(bare('0 6 * * *'), bare('0 7 * * *'))

  it('says in words when a schedule fires without a time zone, where that of the server is not known', () => {
    const words = 'daily at 07:00, in the time zone of the server'
    expect(planned(moved, viewOf(live()))).toMatchObject({ next: null, reason: words, says: `runs ${words}` })
    const odd = flowOf(flowWith(undefined), bare('0 7 L * *'))
    expect(planned(odd, viewOf(undefined))?.reason).toBe('`0 7 L * *`, in the time zone of the server')
  })

  it.each<[string, string, string | null, string]>([
    // The date that the scheduler holds of `0 6 * * *`, and what is told of `0 7 * * *`.
    ['UTC', '2026-11-24T06:00:00Z', '2026-11-24T07:00:00Z', 'next 24 Nov 06:00 UTC → 07:00 UTC'],
    [
      'Paris',
      '2026-11-24T05:00:00Z',
      '2026-11-24T06:00:00Z',
      'next 24 Nov 06:00 → 07:00 server time (05:00 → 06:00 UTC)',
    ],
    [
      'Tokyo',
      '2026-11-24T21:00:00Z',
      '2026-11-24T22:00:00Z',
      'next 25 Nov 06:00 server time (24 Nov 21:00 UTC) → 25 Nov 07:00 server time (24 Nov 22:00 UTC)',
    ],
  ])('has the date in the zone of the server that another one betrays: %s', (_, held, next, says) => {
    const view = viewOf(live({ next: new Date(held) }))
    const serverZones = zonesOfServer([moved], view)
    expect(planned(moved, { ...view, serverZones })).toMatchObject({ next, says, reason: null })
  })

  it('is not sure where the zones that fit have other dates', () => {
    const summer = flowOf(bare('0 6 * * *'), bare('0 6 1 7 *'))
    const view = viewOf(live({ next: new Date('2026-11-24T05:00:00Z') }))
    const serverZones = zonesOfServer([summer], view)
    expect(serverZones.length).toBeGreaterThan(1)
    expect(planned(summer, { ...view, serverZones })).toMatchObject({ next: null, reason: expect.any(String) })
  })

  it.each<[string, Partial<ServerTrigger>, readonly string[]]>([
    ['in the past', { next: new Date('2026-11-23T06:00:00Z') }, ['cron: "0 6 * * *"']],
    ['of a backfill', { hasBackfill: true }, ['cron: "0 6 * * *"']],
    ['of a schedule of each hour', { next: SIX }, ['cron: "0 * * * *"']],
    ['of a schedule with its own zone', { next: SIX }, at(6)],
    ['under conditions', { next: SIX }, ['cron: "0 6 * * *"', 'conditions: [{type: x}]']],
    ['that no zone has', { next: new Date('2026-11-24T06:07:00Z') }, ['cron: "0 6 * * *"']],
  ])('learns nothing from a date %s', (_, held, lines) => {
    const flow = flowOf(flowWith(lines), flowWith(lines))
    expect(zonesOfServer([flow], viewOf(live(held)))).toEqual([])
  })

  it('narrows the zones by each schedule', () => {
    const winter = { ...live({ next: new Date('2026-11-24T05:00:00Z') }), trigger: 't' }
    const july = { ...live({ next: new Date('2027-07-01T05:00:00Z') }), flow: 'g' }
    const flows = [
      flowOf(bare('0 6 * * *'), bare('0 6 * * *')),
      { ...flowOf(bare('0 6 1 7 *'), bare('0 6 1 7 *')), flow: 'g' },
    ]
    const view = { ...viewOf(winter), live: new Map([winter, july].map((one) => [triggerKey(one), one])) }
    // One hour before UTC in winter and in summer: Lagos and its like, which all have the same clocks.
    expect(zonesOfServer(flows, view)).toHaveLength(1)
  })

  it.each([
    ['a trigger that is removed', flowOf(flowWith(at(6)), flowWith(undefined)), 'the trigger is removed'],
    ['a disabled one', flowOf(flowWith(at(6)), flowWith(at(6, 'disabled: true'))), 'disabled in Git'],
    [
      'one of which no date comes',
      flowOf(flowWith(undefined), flowWith(['cron: "0 0 30 2 *"', 'timezone: UTC'])),
      'no date comes any more',
    ],
    [
      'one that no date starts',
      flowOf(
        new Map(),
        triggersIn(parseYaml('id: f\nnamespace: a.b\ntasks: []\ntriggers: [{id: t, type: x.Webhook, key: k}]\n')),
      ),
      'the server starts it on an event, not on a date',
    ],
  ])('has no date without a reason: %s', (_, flow, reason) => {
    expect(planned(flow, viewOf(undefined))).toMatchObject({ next: null, reason })
  })
})

describe('a trigger after a deploy', () => {
  const change = flowOf(flowWith(at(6)), flowWith(at(7)))

  const confirmed = (
    flow: FlowTriggers,
    now: ServerTrigger | undefined,
    view: Partial<SchedulerView> = {},
  ): ConfirmedTrigger | undefined => {
    const liveBefore = viewOf(live()).live
    const written = {
      flows: [flow],
      planned: planTriggers([flow], viewOf(live(), view)),
      liveBefore,
      switchedOn: new Set<string>(),
    }
    return confirmTriggers(written, viewOf(now, view))[0]
  }

  const stateOf = (found: ConfirmedTrigger | undefined) => ({
    state: found?.state.state,
    says: found?.state.says ?? null,
    needsLook: found?.state.needsLook,
    isFinal: found?.isFinal,
  })

  it.each([
    ['on', { next: SEVEN }, true, 'taken up, next 24 Nov 07:00 UTC', false],
    [
      'not-taken-up',
      { next: SIX },
      false,
      'not taken up: the scheduler of the server holds the date 24 Nov 06:00 UTC. Is a scheduler running?',
      true,
    ],
    [
      'off-on-server',
      { isDisabled: true },
      false,
      'switched off on the server, where it stays off: nothing starts. Enable it there',
      true,
    ],
    ['backfill', { hasBackfill: true }, false, 'a backfill runs on the server, its own dates come after it', true],
    [
      'locked',
      { next: SIX, isLocked: true },
      false,
      'not taken up yet: an execution of it runs, and none begins before that has ended',
      true,
    ],
    [
      'locked',
      { next: SEVEN, isLocked: true },
      true,
      'taken up, next 24 Nov 07:00 UTC; an execution of it runs, and none begins before that has ended',
      false,
    ],
  ] as const)('is %s: %j', (state, overrides, isFinal, says, needsLook) => {
    expect(stateOf(confirmed(change, live(overrides)))).toEqual({ state, says, needsLook, isFinal })
  })

  it('is not taken up where the scheduler does not know it', () => {
    const says = 'not taken up: the scheduler of the server does not know it. Is a scheduler running?'
    expect(stateOf(confirmed(change, undefined))).toEqual({
      state: 'not-taken-up',
      says,
      needsLook: true,
      isFinal: false,
    })
  })

  it('has nothing to say where it fires as before', () => {
    const other = flowOf(flowWith(at(6)), flowWith(at(6), 'description: x\n'))
    expect(stateOf(confirmed(other, live()))).toEqual({ state: 'on', says: null, needsLook: false, isFinal: true })
  })

  it('needs a sign of the scheduler where no date can be expected', () => {
    const bare = flowOf(flowWith(['cron: "0 6 * * *"']), flowWith(['cron: "0 7 * * *"']))
    expect(confirmed(bare, live({ next: SEVEN }))?.isFinal).toBe(false)
    expect(stateOf(confirmed(bare, live({ next: SEVEN, stamp: '2' })))).toMatchObject({ state: 'on', isFinal: true })
  })

  it('tells no date of a schedule of which none comes, whatever the server goes on telling', () => {
    const never = flowOf(flowWith(at(6)), flowWith(['cron: "0 0 30 2 *"', 'timezone: UTC']))
    expect(confirmed(never, live())).toMatchObject({
      state: { state: 'on', next: null, says: 'no date comes any more', needsLook: false },
      isFinal: true,
    })
  })
})
