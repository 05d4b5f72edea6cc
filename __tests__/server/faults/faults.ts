/** One mistake in a flow of `examples/` that its flow tests are to tell. */
export interface Fault {
  readonly what: string
  readonly file: string
  /** What stands there, once. */
  readonly right: string
  readonly wrong: string
}

const of =
  (file: string) =>
  (what: string, right: string, wrong: string): Fault => ({ what, file, right, wrong })

const load = of('shop.sales/flows/load-orders.yml')
const reserve = of('shop.logistics/flows/reserve-stock.yml')
const importing = of('shop.sales/flows/import-orders.yml')
const returns = of('shop.logistics/flows/returns.yml')

/** Thirty, as they come into flows: typing errors, other values, forgotten lines. Two stand where fixtures do: no test of these flows can tell them. */
export const FAULTS: readonly Fault[] = [
  load('another text', '"orders of {{ inputs.day }}"', '"orders from {{ inputs.day }}"'),
  load('a name that is not there', '"orders of {{ inputs.day }}"', '"orders of {{ inputs.date }}"'),
  load('the next day', '"orders of {{ inputs.day }}"', `"orders of {{ inputs.day | dateAdd(1, 'DAYS') }}"`),
  load('a condition the wrong way round', 'is not empty }}', 'is empty }}'),
  load('a condition that always holds', '"{{ outputs.stage.value is not empty }}"', '"{{ true }}"'),
  load('a task with another id', 'id: stage\n', 'id: staged\n'),
  load('an input of another type', 'type: STRING\n    description', 'type: INT\n    description'),
  load('an output with another id', 'id: orders\n', 'id: order\n'),
  load('outputs of another task', '"Loaded {{ outputs.stage.value }}"', '"Loaded {{ outputs.stages.value }}"'),
  load('a task that is switched off', 'id: stage\n', 'id: stage\n        disabled: true\n'),
  reserve(
    'values in another order',
    '{{ inputs.amount }} × {{ inputs.sku }}',
    '{{ inputs.sku }} × {{ inputs.amount }}',
  ),
  reserve('a letter like a sign', '×', 'x'),
  reserve('another default', 'defaults: 1', 'defaults: 2'),
  reserve('a default that is forgotten', '    defaults: 1\n', ''),
  reserve('a number with a point', 'type: INT', 'type: FLOAT'),
  reserve('an input with another id', 'id: sku', 'id: article'),
  reserve(
    'a typing error in a reference',
    '"Reserved {{ outputs.reserve.value }}"',
    '"Reserved {{ outputs.reserved.value }}"',
  ),
  importing('an input that nobody reads', 'inputs.date ?? ', ''),
  importing('the day before yesterday', "dateAdd(-1, 'DAYS')", "dateAdd(-2, 'DAYS')"),
  importing('another form of a date', "date('yyyy-MM-dd')", "date('dd-MM-yyyy')"),
  importing('another key', 'key: last-import', 'key: last-imports'),
  importing('a value that stays the same', '"{{ execution.startDate }}"', '"never"'),
  importing('a file that is not there', "read('sql/orders-of-day.sql')", "read('sql/orders_of_day.sql')"),
  importing('a call that is not waited for', 'wait: true', 'wait: false'),
  importing('an input that the called flow does not have', 'day: "{{', 'date: "{{'),
  importing('an input that is required now', 'type: DATE\n    required: false', 'type: DATE\n    required: true'),
  returns('the name of the flow for that of the run', 'value: "{{ execution.id }}"', 'value: "{{ flow.id }}"'),
  returns('a typing error in what a trigger gives', 'trigger.body', 'trigger.bodies'),
  importing('another method of a request that a fixture stands for', 'method: GET', 'method: DELETE'),
  importing('another address of it', 'api: https://api.shop.example', 'api: https://api.shop.example.net'),
]
