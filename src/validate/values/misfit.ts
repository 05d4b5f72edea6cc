/** Why a value is not what it must be. */
export interface Misfit {
  /** The end of a sentence: `it must be a whole number`. */
  readonly reason: string
  /** What it is taken for all the same; absent where it is refused. */
  readonly readAs?: string
  /** What to write instead, one sentence. */
  readonly fix?: string
}

/** A value as it is shown: not more than a line. */
export const shown = (text: string): string => {
  const [line = ''] = text.split('\n')
  return line === text && line.length <= 60 ? text : `${line.slice(0, 60)}…`
}
