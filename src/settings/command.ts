/** The commands that end in a report. The command line has some more (`cli/commands.ts`). */
export const COMMANDS = ['validate', 'plan', 'deploy', 'drift', 'export', 'test'] as const
export type Command = (typeof COMMANDS)[number]
