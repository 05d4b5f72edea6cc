import { describe, expect, it } from 'vitest'
import { offlineProblems } from '../offline-problems.ts'

const tool = (id: string, lines: string, rest = ''): string =>
  `id: ${id}\nnamespace: company.team\ntasks:\n  - { id: t, type: io.kestra.plugin.core.log.Log, message: hi }\ntriggers:\n  - id: mcp\n    type: io.kestra.plugin.core.trigger.McpToolTrigger\n    title: Orders\n    toolDescription: Lists the orders\n${lines}${rest}`

const reported = (...flows: readonly string[]): readonly string[] =>
  offlineProblems(flows).filter((line) => line.endsWith('same-tool-name'))

describe('the name of a tool', () => {
  const ORDERS = '    toolName: orders\n'

  it('is taken once on a server', () => {
    expect(reported(tool('a', ORDERS), tool('b', ORDERS))).toEqual(['flows/b.yml 10:15 warning same-tool-name'])
    expect(reported(tool('a', ORDERS), tool('b', `${ORDERS}    mcpServer: default\n`))).toHaveLength(1)
    expect(reported(tool('a', ORDERS), tool('b', ORDERS), tool('c', ORDERS))).toHaveLength(2)
  })

  it('is another one on another server, in a disabled trigger, or in another letter case', () => {
    expect(reported(tool('a', ORDERS), tool('b', `${ORDERS}    mcpServer: sales\n`))).toEqual([])
    expect(reported(tool('a', ORDERS), tool('b', `${ORDERS}    disabled: true\n`))).toEqual([])
    expect(reported(tool('a', ORDERS), tool('b', ORDERS, 'disabled: true\n'))).toEqual([])
    expect(reported(tool('a', ORDERS), tool('b', '    toolName: Orders\n'))).toEqual([])
  })
})
