/**
 * Runs `work`, which is silent for a long time, between a line that says what it does and for about how long, and one that says how long it
 * took. An error of `work` passes through.
 */
export function announceWork<Result>(
  what: string,
  {
    takes,
    print = console.log,
  }: { /** `about a minute` */ readonly takes: string; readonly print?: (line: string) => void },
  work: () => Result,
): Result {
  print(`${what}: this takes ${takes} …`)
  const began = performance.now()
  const result = work()
  print(`${what}: done in ${Math.round((performance.now() - began) / 1_000)} s.`)
  return result
}
