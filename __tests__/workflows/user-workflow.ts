import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACTION } from './run-workflow.ts'

const ROOT = join(import.meta.dirname, '../..')

/** A workflow of `user-workflows/`, by name without ending. */
export function userWorkflow(name: string): string {
  return readFileSync(join(import.meta.dirname, 'user-workflows', `${name}.yml`), 'utf8')
}

/** The workflows that a page of the documentation tells users to copy, in order, calling the action under test. */
export function documentedWorkflows(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8')
  const blocks = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block)
  return blocks.filter((block) => /^jobs:/m.test(block)).map(callingOurs)
}

/** A workflow of `examples/workflows/`, by name without ending, calling the action under test. */
export function exampleWorkflow(name: string): string {
  return callingOurs(readFileSync(join(ROOT, 'examples/workflows', `${name}.yml`), 'utf8'))
}

/** The workflow with the action under test in place of ours. */
export function callingOurs(workflow: string): string {
  return workflow.replaceAll(/[\w-]+\/kestra-gitops@\S+/g, ACTION)
}

/** Folders for the actions that act cannot fetch here. */
export function standIns(): Readonly<Record<string, string>> {
  const folder = (name: string) => join(import.meta.dirname, 'actions', name)
  return {
    'actions/checkout@v6': folder('checkout'),
    'actions/upload-artifact@v6': folder('upload-artifact'),
    'actions/download-artifact@v7': folder('download-artifact'),
  }
}
