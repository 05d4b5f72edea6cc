import type { Command } from '../command/report.ts'
import type { GitHubEvent } from './event-decision.ts'

/** The command as asked for, `auto` where none was; a deploy becomes a plan with `dry-run`. */
export const resolveCommand = ({ command, isDryRun }: GitHubEvent, auto: Command): Command => {
  const asked = command === 'auto' ? auto : command
  return asked === 'deploy' && isDryRun ? 'plan' : asked
}
