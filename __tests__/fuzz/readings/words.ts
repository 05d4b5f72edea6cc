/** Items between bars, with the escapes of JSON. */
const listOf = (text: string): [string, ...string[]] => {
  const [first = '', ...others] = text.trim().split(/\s+\|\s+|\s*\n\s*/)
  return [unescaped(first), ...others.map(unescaped)]
}

const unescaped = (item: string): string => String(JSON.parse(`"${item}"`))

/** Around the borders of what YAML 1.1 takes for a number, true, false or nothing. */
export const TYPED: readonly [string, ...string[]] = listOf(`
  yes | no | on | off | Yes | NO | True | FALSE | y | N | ~ | null | Null | NULL | nUll | 012 | 08 | 0o7 | 0x1F | 0b101
  0b2 | 1_000 | 1_ | +1 | -0 | -012 | 1.10 | 1. | .5 | 1e3 | 1E7 | 1e400 | 1e-9 | -.5e+3 | 1:30 | 190:20:30 | 1:30.5 | .inf
  -.INF | .nan | 2024-01-01 | 2024-01-01T10:00:00Z | = | << | 123456789012345678901 | 0.1e | 00 | 0_7 | 9007199254740993
  1.0 | 0x | 0x_ | - | . | .. | -1 | +.5 | 1__0 | 0.30000000000000004 | 4.9e-324 | 1e23 | 100000000000000000000000.0
  1.7976931348623157e308 | 12e03 | -0.0 | -0e0
`)

/** Texts with what is a sign of YAML, or looks like one. */
export const WORDS: readonly [string, ...string[]] = [
  ...listOf(String.raw`
  a | hello | a b | a-b | a_b | a.b | \u00fcber | x:y | http://x/y | a#b | it's | say \"x\" | *a | &a | !x | @a | \u0060a
  %a | ?a | ? a | -a | - a | :a | : a | a: | a: b | a #b | #a | [a | a] | {a | a} | a,b | a, b | \u007c | > | \u007ca | ---
  --- a | ... | a\u00a0b | \u00a0 | a\u3000 | \ufeffa | a\ufeff | \ud83d\ude00 | \u200b
  \u0020 | \u0020a | a\u0020 | a  b | {{ x }} | {{ inputs['a'] }} | a\tb | \\ | a\\n | \u007f | \u0080 | \ufffd | - | ? | :
  __proto__ | constructor | id | tasks | namespace | a\nb | a\n\nb | a\n b | \na | a\n | # a\nb | a\n# b | a\n--- b
  a\n---\nb | a\n...\nb | a: b\nc: d | a\n- b | a\n\tb | a'b | a\"b
`),
  '',
  `${'k'.repeat(130)}`,
  `${'k'.repeat(1030)}`,
]

/** Escapes of double quotes, right and wrong. */
export const ESCAPES: readonly [string, ...string[]] = listOf(String.raw`
  \\n | \\t | \\\\ | \\\" | \\0 | \\a | \\b | \\e | \\f | \\v | \\r | \\_ | \\N | \\L | \\P | \\/ | \\\u0020 | \\x41
  \\u00e4 | \\U0001f600 | \\ud83d\\ude00 | \\ud83d | \\udc00x | \\U00110000 | \\x4 | \\u12 | \\q | \\' | \\\n | \\\n \u0020
  \\\t | \u0020\\\n \\\u0020 | \\x00 | \\uFEFF | \\x85 | \\u2028 | \\Uffffffff | \\U0000D83D | \\u+123 | \\x 1
`)

export const TAGS: readonly [string, ...string[]] = listOf(String.raw`
  !!str | !!int | !!float | !!bool | !!null | !!binary | !!map | !!seq | !!set | !!omap | !!timestamp | !!merge | !!value
  ! | !x | !<x> | !<tag:yaml.org,2002:str> | !<tag:yaml.org,2002:int> | !<!> | !e!x | !! | !!Str | !x!y | !%21 | !!str,
  !!st%72 | !<tag:yaml.org,2002:bool> | !!java.lang.String | !<> | !\u00e4 | !!float, | !!int# | !!yaml
`)

export const ANCHORS: readonly [string, ...string[]] = listOf(String.raw`
  &a | &b | &\u00e4 | &a.b | &a:b | &1 | &a,b | & | &a* | &a] | &a#b | &\ud83d\ude00 | &a\"
`)

/** What stands before a flow. */
export const HEADS: readonly [string, ...string[]] = listOf(String.raw`
  \ufeff | ---\n | --- # c\n | \n | # c\n | %YAML 1.1\n---\n | %YAML 1.2\n---\n | %YAML 2.0\n---\n | %YAML 1.3\n---\n
  %TAG ! tag:x,2000:\n---\n | %TAG !e! tag:x:\n---\n | %TAG !! tag:yaml.org,2002:\n---\n | %TAG !! !\n---\n
  %FOO bar\n---\n | %YAML 1.1\n | ---\n---\n | ...\n | # c\n---\n | \ufeff---\n | ---\t\n | --- \n | \ufeff# c\n
  %YAML 1.1 # c\n---\n | --- !!map\n | --- &a\n | ---\n\n | \t\n | \u0020\n | %YAML 1.1\n%YAML 1.1\n---\n | # c\n\ufeff
  \n\ufeff | ---\n\ufeff | %\n---\n | --- !x &a\n
`)

/** What stands behind one. */
export const TAILS: readonly [string, ...string[]] = listOf(String.raw`
  ---\n | ...\n | ...\n---\n | ---\nid: b\n | ...\nid: b\n | --- \n# c\n | # c | \n\n | \u0020 # c\n | ...\n# c\n
  ... # c\n | ---\n---\n | ...\n%YAML 1.1\n---\nid: b\n | ... x\n | --- x\n | ---\tx\n | ...\n...\n | \t | \u0020 | \ufeff
  \n\ufeff | ...\n\ufeff | --- \u007c\n x\n | ---\n# c\n | }\n | ]\n | \"\n | ,\n | - a\n | a\n | ? a\n | ? a\n: b\n | : b\n
  ---x: y\n | ...x: y\n | *a\n | <<: *a\n | <<: {id: c}\n | \u0000 | \u0004
`)

/** Ids and namespaces. */
export const NAMES: readonly [string, ...string[]] = listOf(`
  a | daily | team | a.b | a-b | off | 012 | 1.10 | n | y | 1e3 | 1_0 | 0x1f | true | null | 1 | 08
`)

/** What the parsers of YAML 1.1 and 1.2 may take differently, wherever it stands. */
export const TOKENS: readonly [string, ...string[]] = [
  ...listOf(String.raw`
  \n | \r\n | \t | \u0020 | \u0020\u0020 | :\u0020 | : | -\u0020 | - | ?\u0020 | ? | # | \u0020# | ,\u0020 | , | { | } | [
  ] | \" | ' | \u007c | > | \u007c\n | >-\n | \u007c2\n | --- | ---\n | \n---\n | \n---\u0020 | ... | \n...\n | %
  \n%YAML 1.2\n | &a\u0020 | *a | *a\u0020 | <<:\u0020 | !\u0020 | !!str\u0020 | !!int\u0020 | !!binary\u0020 | !<x>\u0020
  !x\u0020 | \ufeff | \u0000 | \u0007 | \u001b | \u007f | \u0080 | \u0085 | \u009f | \u00a0 | \u00ad | \u1680 | \u2003
  \u200b | \u2028 | \u2029 | \u3000 | \ufffe | \uffff | \ud800 | \ud83d\ude00 | \udbff\udfff | \r | \n\n | \n\u0020 | \n\t
  \n \u0020 | \\ | \\\n | @ | \u0060 | ~ | = | \u0001 | \u000b | \f | \n# | null | off | 012 | .inf | 1:30 | \n  k: v\n
  \nid: b\n | \nnamespace: b\n | \n? id\n: b\n | {id: b} | \u0020: b | \"id\": b | x: y | ? x | \n- x | '' | \"\"
`),
  `${'k'.repeat(1025)}`,
  `${'k'.repeat(1030)}: v\n`,
  `"${'k'.repeat(1030)}": v`,
  `${' '.repeat(1030)}`,
  `? ${'k'.repeat(1030)}\n: v\n`,
  `\n${'k'.repeat(1024)}: v\n`,
  `\n${'k'.repeat(1023)}: v\n`,
]

/** A line of a block scalar. */
export const LINES: readonly [string, ...string[]] = [
  ...listOf(String.raw`
  more | \u0020more | \u0020 indented | \ttab | trailing\u0020 | a: b | - a | # no comment | \u0020 | --- | ... | \"x | { | \t | x\t
`),
  '',
]

/** Behind a line of a plain or quoted text that goes on below. */
export const FURTHER: readonly [string, ...string[]] = listOf(`
  more | - more | # more | more # x | a: b | : b | ? b | ... | --- | *a | {b}
`)

/** Behind `disabled:`. */
export const SWITCHES: readonly [string, ...string[]] = [
  ...listOf(String.raw`
  true | false | on | off | \"true\" | 'false' | 1 | 0 | ~ | \"True\" | \" true \" | \"TRUE\" | !!bool \"true\" | !!bool y | !!str true
  y | tRue | \"on\" | 1.0 | \"1\" | 2 | -1 | \"\" | \"false\\n\" | \"\\ttrue\" | ! \"true\"
`),
  '',
]

/** Behind the colon of a key when nothing or nearly nothing follows. */
export const SCANT: readonly [string, ...string[]] = listOf(String.raw`
  \n | \u0020\n | \u0020# c\n | \u0020!!str\n | \u0020&a\n | \u0020~\n | \u0020*a\n | \u0020\"\"\n | \u0020!\n | \u0020|\n | \u0020{}\n | \u0020[]\n
  \u0020*a # c\n | \u0020*a:b\n
`)

/** A key of a block map and its colon; K is the key. */
export const KEYS: readonly [string, ...string[]] = listOf(String.raw`
  \"K\": | 'K': | K : | ? K\n: | !!str K: | &k K: | K\t: | \"K\" : | ? \"K\"\n: | ? |\n  K\n: | ! K: | *K : | ? >-\n  K\n: | ? K # c\n: | ? K\n\n:
  ? K\n# c\n: | \"\\x69d\": | !x K: | &k !!str K: | \"K\":\u0020\u0020
`)

/** A key in braces, its sign and its value V. */
export const PAIRS: readonly [string, ...string[]] = listOf(String.raw`
  \"K\": V | \"K\":V | K:V | ? K: V | K | K: | K:\u0020 | : V | ? K | ?\u0020 | K :V | 'K':V | *a : V | [K]: V | \"K\" | K:, | ?K: V
`)
