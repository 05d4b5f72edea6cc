import { expect, it } from 'vitest'
import { playStory, type Story } from '../hands/shop.ts'

const PLAIN = /^"server" begins with http:\/\/: the credentials and every flow go over the network as plain text/

it.each<[string, Story, boolean]>([
  ['a plan', { command: 'plan' }, true],
  ['a deploy', { command: 'deploy' }, true],
  ['a look for drift', { command: 'drift' }, true],
  ['a plan without a server', { command: 'plan', isOffline: true }, false],
])('the report of %s says whether credentials went over plain http', async (_, story, isTold) => {
  const noticesAt = async (server: string) => {
    const { report } = await playStory({
      ...story,
      settings: { ...story.settings, ...(!story.isOffline && { server }) },
    })
    return report.notices.filter((notice) => PLAIN.test(notice)).length
  }
  expect(await noticesAt('http://kestra.acme.io')).toBe(isTold ? 1 : 0)
  expect(await noticesAt('https://kestra.acme.io')).toBe(0)
})
