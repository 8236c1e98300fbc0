import { Hono } from 'hono'
import type { GitCommit } from '../git/git-repository.js'
import { diffText } from '../present/diff-text.js'
import { presentCommit } from '../present/present-commit.js'
import { presentFileChange } from '../present/present-file-change.js'
import type { Repository } from '../world/entities.js'
import { gitSeen } from '../world/git-seen.js'
import { gitOf } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import { userByEmail } from '../world/users.js'
import type { World } from '../world/world.js'
import { answer, answerText } from './answer.js'
import { commitNamed } from './find-commit.js'
import { mediaTypeOf } from './media-type.js'
import { pageOf, sliceOf, withLinks } from './paging.js'
import { param, requireRead, type RestContext, type RestEnv } from './rest-request.js'

const filesShown = 300

/** Commits, as the repository's history has them. */
export function commitRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  routes.get('/commits', async (c) => {
    const repository = requireRead(c, 'contents')
    const git = gitSeen(world, repository)
    const name = c.req.query('sha') || repository.defaultBranch
    const start = await commitNamed(git, name)
    if (!start && (await git.listRefs('refs/heads/')).length === 0) throw new Refusal(409, 'Git Repository is empty.')
    if (!start) throw new Refusal(404, 'Not Found')
    const shas = await wantedShas(world, c, repository, start.sha)
    const page = pageOf(c)
    const commits = await Promise.all(sliceOf(shas, page).map((sha) => git.readCommit(sha)))
    const shown = commits
      .filter((commit) => commit !== undefined)
      .map((commit) => presentCommit(world, repository, commit))
    return withLinks(world, c, page, shas.length, answer(c, shown))
  })

  routes.get('/commits/:ref{.+}', async (c) => {
    const repository = requireRead(c, 'contents')
    const git = gitSeen(world, repository)
    const commit = await commitNamed(git, param(c, 'ref'))
    if (!commit) throw new Refusal(422, `No commit found for SHA: ${param(c, 'ref')}`)
    const type = mediaTypeOf(c)
    if (type === 'sha') return answerText(c, commit.sha, 'application/vnd.github.sha; charset=utf-8')
    const files = await git.diff(commit.parents[0] ?? null, commit.sha, { patches: true })
    if (type === 'diff' || type === 'patch')
      return answerText(c, diffText(files), `application/vnd.github.${type}; charset=utf-8`)
    const page = pageOf(c, { usual: filesShown, most: filesShown })
    const additions = files.reduce((sum, file) => sum + file.additions, 0)
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0)
    return withLinks(
      world,
      c,
      page,
      files.length,
      answer(c, {
        ...presentCommit(world, repository, commit),
        stats: { total: additions + deletions, additions, deletions },
        files: sliceOf(files, page).map((file) => presentFileChange(world, repository, commit.sha, file)),
      }),
    )
  })

  return routes
}

/** The shas that `path`, `since`, `until`, `author` and `committer` leave over. */
async function wantedShas(
  world: World,
  c: RestContext,
  repository: Repository,
  from: string,
): Promise<readonly string[]> {
  const git = gitOf(world, repository)
  const { path, since, until, author, committer } = c.req.query()
  const options = { from, path: path || undefined, since: since || undefined, until: until || undefined }
  if (!author && !committer) return git.logShas(options)
  const isBy = (person: GitCommit['author'], wanted: string | undefined) =>
    !wanted ||
    [person.email, userByEmail(world, person.email)?.login].some((one) => one?.toLowerCase() === wanted.toLowerCase())
  const commits = await git.log(options)
  return commits
    .filter((commit) => isBy(commit.author, author) && isBy(commit.committer, committer))
    .map(({ sha }) => sha)
}
