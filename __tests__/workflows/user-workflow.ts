import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { packTarball } from '../scenarios/pack-tarball.ts'
import { withTarball } from '../support/local-release.ts'
import { ACTION } from './run-workflow.ts'

const ROOT = join(import.meta.dirname, '../..')

/** A workflow of `user-workflows/`, by name without ending. */
export function userWorkflow(name: string): string {
  return readFileSync(join(import.meta.dirname, 'user-workflows', `${name}.yml`), 'utf8')
}

/** A workflow of `examples/workflows/`, by name without ending, calling the action under test. */
export function exampleWorkflow(name: string): string {
  return callingOurs(readFileSync(join(ROOT, 'examples/workflows', `${name}.yml`), 'utf8'))
}

let tarball: string | undefined

/** The workflow with the action under test in place of ours, and its command line in place of the release. */
export function callingOurs(workflow: string): string {
  const calling = workflow.replaceAll(/[\w-]+\/kestra-gitops@\S+/g, ACTION)
  if (!calling.includes('/releases/download/')) return calling
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  tarball ??= packTarball(mkdtempSync(join(ROOT, '.cache/tarball-')))
  return withTarball(calling, tarball)
}

/** Jobs of several example workflows as one workflow, each under the name of its file, so that one run of the runner shows them all. */
export function joinedWorkflow(files: Readonly<Record<string, string>>): string {
  const jobs = Object.entries(files).flatMap(([name, text]) => {
    const all = Object.entries(parse(text).jobs)
    return all.map(([job, body]) => [all.length === 1 ? name : `${name}-${job}`, body] as const)
  })
  return stringify({ on: ['push', 'pull_request'], jobs: Object.fromEntries(jobs) }, { lineWidth: 0 })
}

/** Folders for the actions that act cannot fetch here. */
export function standIns(): Readonly<Record<string, string>> {
  const folder = (name: string) => join(import.meta.dirname, 'actions', name)
  return {
    'actions/checkout@v6': folder('checkout'),
    'actions/upload-artifact@v6': folder('upload-artifact'),
    'actions/download-artifact@v7': folder('download-artifact'),
    'actions/setup-node@v6': folder('setup-node'),
    'github/codeql-action@v4': folder('codeql-action'),
  }
}
