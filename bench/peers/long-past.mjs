import { execFileSync } from 'node:child_process'
import { nodeIdOf } from '../../dist/local-github/world/ids.js'
import { gitOf } from '../../dist/local-github/world/repositories.js'

const hourMs = 3_600_000

/** So many pull requests, merged one after another on the default branch, as they would be found; one git process writes their commits. */
export async function giveLongPast(world, repository, author, count) {
  const ref = `refs/heads/${repository.defaultBranch}`
  const start = await gitOf(world, repository).resolve(ref)
  const at = (index) => new Date(world.clock().getTime() - (count - index) * hourMs)
  const stream = Array.from({ length: count }, (_, index) => {
    const who = `Maya Lindqvist <maya@example.com> ${Math.floor(at(index).getTime() / 1000)} +0000`
    const message = `feat: change ${index + 1} (#${index + 1})`
    const from = index === 0 ? `from ${start}\n` : ''
    return `commit ${ref}\nauthor ${who}\ncommitter ${who}\n${data(message)}${from}M 100644 inline past.txt\n${data(`${index}\n`)}\n`
  })
  execFileSync('git', ['-C', repository.path, 'fast-import', '--quiet'], { input: stream.join('') })
  const log = execFileSync('git', ['-C', repository.path, 'rev-list', '--reverse', `${start}..${ref}`], {
    encoding: 'latin1',
    maxBuffer: 1 << 26,
  })
  const shas = log.trim().split('\n')
  for (const [index, sha] of shas.entries()) {
    const id = world.ids.number()
    const number = repository.nextNumber++
    const date = at(index).toISOString()
    repository.pullRequests.set(number, {
      id,
      nodeId: nodeIdOf('PR', id),
      number,
      author,
      title: `feat: change ${number}`,
      body: '',
      state: 'closed',
      labels: [],
      assignees: [],
      locked: false,
      createdAt: date,
      updatedAt: date,
      closedAt: date,
      closedBy: author,
      events: [],
      edits: [],
      draft: false,
      head: { repository, ref: `change-${number}`, sha },
      base: { ref: repository.defaultBranch, sha: shas[index - 1] ?? start },
      merged: { at: date, by: author, sha, method: 'squash' },
    })
  }
  return shas.at(-1) ?? start
}

function data(text) {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}
