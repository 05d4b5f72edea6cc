// Writes a file as the one note of this job on its merge request: `node gitlab-note.mjs FILE`. After the merge, the
// pipeline of the target branch writes its receipt into the same note. The token comes from the environment: GITLAB_NOTE_TOKEN.
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'

const { CI_API_V4_URL, CI_PROJECT_ID, CI_COMMIT_SHA, CI_COMMIT_BRANCH, CI_MERGE_REQUEST_IID, GITLAB_NOTE_TOKEN, KESTRA_URL } =
  process.env
const [, , file = 'comment.md'] = process.argv
// One note for each server: jobs for staging and production each have their own.
const marker = `<!-- kestra-gitops ${KESTRA_URL} -->`

const call = async (path, method = 'GET', content = undefined) => {
  const response = await fetch(`${CI_API_V4_URL}${path}`, {
    method,
    headers: { 'private-token': GITLAB_NOTE_TOKEN, 'content-type': 'application/json' },
    redirect: 'error',
    body: content && JSON.stringify(content),
  })
  if (!response.ok) throw new Error(`GitLab answered ${response.status} to ${method} ${path}. Does the token have the scope "api"?`)
  return { answer: await response.json(), nextPage: response.headers.get('x-next-page') }
}

/** The merge request of this pipeline, or those that this commit of the target branch merged. */
const mergeRequests = async () => {
  if (CI_MERGE_REQUEST_IID) return [CI_MERGE_REQUEST_IID]
  const { answer } = await call(`/projects/${CI_PROJECT_ID}/repository/commits/${CI_COMMIT_SHA}/merge_requests`)
  return answer.filter((of) => of.state === 'merged' && of.target_branch === CI_COMMIT_BRANCH).map(({ iid }) => iid)
}

const writeNote = async (notes, me) => {
  const body = `${readFileSync(file, 'utf8')}\n${marker}\n`
  for (let page = '1'; page; ) {
    const { answer, nextPage } = await call(`${notes}?sort=asc&order_by=created_at&per_page=100&page=${page}`)
    // Whoever may comment can write the marker, so only a note of this token counts.
    const own = answer.find((note) => note.author.id === me && note.body.includes(marker))
    if (own) return call(`${notes}/${own.id}`, 'PUT', { body })
    page = nextPage
  }
  return call(notes, 'POST', { body })
}

if (!GITLAB_NOTE_TOKEN || !existsSync(file)) {
  console.log('No note: GITLAB_NOTE_TOKEN is not set, or there is no report.')
} else if (realpathSync(file) !== resolve(realpathSync('.'), file)) {
  // A merge request can commit a link that leads to any file of the runner.
  throw new Error(`The path ${file} goes through a symbolic link. No note is written.`)
} else {
  const { answer } = await call('/user')
  for (const iid of await mergeRequests()) await writeNote(`/projects/${CI_PROJECT_ID}/merge_requests/${iid}/notes`, answer.id)
}
