import { describe, expect, it } from 'vitest'
import { indexDesired } from '../../src/kinds/kinds.ts'
import { ownerAsWritten, repositoryOf } from '../../src/record/deployment-record.ts'
import { type OtherOwner, ownedByOthersText, takeOverText } from '../../src/record/owned-by-others.ts'
import { resourceKey } from '../../src/resource/resource.ts'

const daily = { kind: 'flow', namespace: 'a', name: 'daily', file: 'flows/daily.yml', content: 'id: daily' } as const
const textFor = (other: string, owner_?: OtherOwner, owner = 'acme/flows') =>
  ownedByOthersText(indexDesired([daily]), {
    owner,
    ownedByOthers: new Map([[resourceKey(daily), other]]),
    owners: new Map(owner_ === undefined ? [] : [[other, owner_]]),
  })
const commit = 'abcdef0123456789abcdef0123456789abcdef01'

describe('what is said of resources that another owner deploys', () => {
  it('begins with what, and with whom', () => {
    expect(textFor('local/kestra')).toMatch(
      /^flow a\.daily \(flows\/daily\.yml\) is also deployed by local\/kestra\. A resource can have only one source\. /,
    )
  })

  it.each([
    [true, /commit abcdef0, which is in the history here: .* called acme\/flows since .* If this is a fork/],
    [false, /commit abcdef0, which is not in the history here: .* another repository, and this one is acme\/flows\./],
    [undefined, /This repository is acme\/flows\. If it was renamed, moved or given a remote since/],
  ])('says what most likely happened; in the history: %s', (isInHistory, expected) => {
    const said = textFor('local/kestra', { commit, isInHistory })
    expect(said).toMatch(expected)
    expect(said).toContain('"take-over" set to local/kestra (--take-over local/kestra)')
  })

  it('knows its own repository with other settings', () => {
    expect(textFor('acme/flows#one')).toContain(
      'Both are this repository with different settings: this run is acme/flows ',
    )
    expect(textFor('acme/flows@dev=>prod')).toContain("(--take-over 'acme/flows@dev=>prod')")
  })

  it('hands no shell a word of a record that anybody may have written', () => {
    expect(textFor("a/b; rm -rf '$HOME'")).toContain(String.raw`(--take-over 'a/b; rm -rf '\''$HOME'\''')`)
  })

  it('is nothing where no other owner deploys these resources', () => {
    const ownedByOthers = {
      owner: 'acme/flows',
      ownedByOthers: new Map([[resourceKey(daily), 'a/b']]),
      owners: new Map(),
    }
    expect(ownedByOthersText(new Map(), ownedByOthers)).toBeUndefined()
  })
})

it('says what is taken over, and what of it there is not', () => {
  const takenOver = new Map([
    ['dev', ['a/b']],
    ['prod', ['a/b', 'c/d']],
  ])
  const [first, second, third] = takeOverText({ owner: 'acme/flows', formerly: ['a/b', 'c/d', 'e/f'], takenOver })
  expect(first).toContain('resources that a/b deployed to 2 namespaces (dev and prod) count as deployed by acme/flows')
  expect(second).toContain('resources that c/d deployed to 1 namespace (prod)')
  expect(third).toMatch(/names e\/f, but no deployment record .* remove it/)
})

it.each([
  ['Acme/Flows', 'Acme/Flows', 'acme/flows'],
  ['Acme/Flows#A+B:ns', 'Acme/Flows', 'acme/flows#A+B:ns'],
  ['G/Sub/Repo/folder@A=>b', 'G/Sub/Repo', 'g/sub/repo/folder@A=>b'],
  ['me/folder', 'me/folder', 'me/folder'],
  ['~User/Repo~pr-7', '~User/Repo', '~user/repo~pr-7'],
])('reads the repository in the name of an owner: %s', (owner, repository, written) => {
  expect([repositoryOf(owner), ownerAsWritten(owner)]).toEqual([repository, written])
})
