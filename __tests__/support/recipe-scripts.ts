import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export interface RecipeScripts {
  /** What a CI system runs for a pull request. */
  readonly merge: string
  /** What it runs for `main`. */
  readonly main: string
}

type Read = (file: string) => RecipeScripts

const READERS: Readonly<Record<string, Read>> = {
  'gitlab-ci.yml': (file) => {
    const { before_script, script } = parse(file).kestra
    const all = [...before_script, ...script].join('\n')
    return { merge: all, main: all }
  },
  Jenkinsfile: (file) => {
    const [merge = '', main = ''] = [...file.matchAll(/\bsh '''\n([\s\S]*?)'''/g)].map(([, script]) => script)
    return { merge, main }
  },
  'azure-pipelines.yml': (file) => {
    const [install, plan, deploy] = parse(file).steps.flatMap(({ script }: { script?: string }) => script ?? [])
    return { merge: `${install}\n${plan}`, main: `${install}\n${deploy}` }
  },
  'bitbucket-pipelines.yml': (file) => {
    const { pipelines } = parse(file)
    return {
      merge: pipelines['pull-requests']['**'][0].step.script.join('\n'),
      main: pipelines.branches.main[0].step.script.join('\n'),
    }
  },
}

/** The scripts of a file of examples/ci, by name. */
export const recipeScripts = (name: string): RecipeScripts => {
  const read = READERS[name]
  if (read === undefined) throw new Error(`No reader for examples/ci/${name}.`)
  return read(readFileSync(`examples/ci/${name}`, 'utf8'))
}
