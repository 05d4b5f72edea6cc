/** Found by the fuzz: a text that Kestra's parser takes, and the YAML library takes for something else. */
interface YamlReading {
  readonly name: string
  readonly source: string
}

/** What no repair makes certain is refused, here. */
export const refusedReadings: readonly (YamlReading & { readonly line: number; readonly column: number })[] = [
  { name: 'a colon in the name of an anchor', source: 'a: &b:c\n', line: 1, column: 4 },
  { name: 'a colon behind an anchor in a list', source: 'a: [!x &b:, 1]\n', line: 1, column: 8 },
  { name: 'a comma directly behind a tag', source: 'a: {b: !, 0}\n', line: 1, column: 8 },
  { name: 'a comma directly behind a tag in a list', source: 'a: [!, {b: 1}]\n', line: 1, column: 5 },
  { name: 'a number of Java behind a tag', source: 'a: !!float 08\n', line: 1, column: 4 },
  { name: 'blanks in binary data', source: 'a: !!binary "aGVs bG8="\n', line: 1, column: 4 },
  { name: 'another meaning of a tag', source: '%TAG ! tag:yaml.org,2002:\n---\na: !float 5f\n', line: 1, column: 1 },
  { name: 'a question mark in braces', source: 'a: {?b}\n', line: 1, column: 5 },
  { name: 'a colon behind an anchor in brackets', source: 'a: [&b :c]\n', line: 1, column: 8 },
  { name: 'a colon behind a tag in braces', source: 'a: {!!str :c}\n', line: 1, column: 11 },
  { name: 'a complex key with text behind its quotes', source: '? ""b\nc: 1\n', line: 1, column: 1 },
  { name: 'a complex key in two parts', source: 'a: 1\n? "" b\n', line: 2, column: 1 },
  { name: 'a byte-order mark before a key', source: '\n\uFEFFa: 1\n', line: 2, column: 1 },
  { name: 'a byte-order mark before an indented key', source: '\uFEFF a: 1\nb: 2\n', line: 1, column: 1 },
  { name: 'an empty line behind a backslash', source: 'a: "b\\\n\n  c"\n', line: 1, column: 4 },
  { name: 'blanks behind a text of stated indentation', source: 'a: |2\n\n   ', line: 3, column: 1 },
  { name: 'a line of them', source: 'a: |5\n      b\n      \n', line: 3, column: 1 },
]

/** What is read as Kestra reads it. */
export const repairedReadings: readonly (YamlReading & { readonly value: unknown })[] = [
  { name: 'a last line without a line end', source: 'a: |\n  b', value: { a: 'b' } },
  { name: 'a folded one', source: 'a: >\n  b\n  c', value: { a: 'b c' } },
  { name: 'a kept one', source: 'a: |+\n  b\n\n', value: { a: 'b\n\n' } },
  { name: 'blanks where a text is kept', source: 'a: |+\n ', value: { a: '' } },
  { name: 'blanks in the place of a text', source: 'a: >1\n  ', value: { a: ' ' } },
  { name: 'a wide blank in the place of a text', source: 'a: |\n  \u00a0\n  ', value: { a: '\u00a0\n' } },
  { name: 'blanks behind a text', source: 'a: |\n  b\n    \nc: 1\n', value: { a: 'b\n  \n', c: 1 } },
  {
    name: 'a tag of no kind before quotes',
    source: 'a: ! "1"\nb: ! "TRUE"\nc: ! " "\n',
    value: { a: 1, b: true, c: null },
  },
  { name: 'a key with nothing behind it', source: '{a}\n', value: { a: '' } },
]
