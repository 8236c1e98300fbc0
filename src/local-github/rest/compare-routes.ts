import { Hono } from 'hono'
import { diffText } from '../present/diff-text.js'
import { presentCommit } from '../present/present-commit.js'
import { presentFileChange } from '../present/present-file-change.js'
import { encodePath, repositoryApi, repositoryPage } from '../present/present-git-objects.js'
import { compare } from '../world/compare.js'
import { gitSeen } from '../world/git-seen.js'
import type { World } from '../world/world.js'
import { answer, answerText } from './answer.js'
import { commitNamed } from './find-commit.js'
import { mediaTypeOf } from './media-type.js'
import { pageOf, sliceOf, withLinks } from './paging.js'
import { found, param, requireRead, type RestEnv } from './rest-request.js'

const commitsUnpaged = 250
const filesShown = 300

/** What lies between two commits. Files come with the first page only, and not more than 300. */
export function compareRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  routes.get('/compare/:basehead{.+}', async (c) => {
    const repository = requireRead(c, 'contents')
    const git = gitSeen(world, repository)
    const [, baseName = '', headName = ''] = /^(.+?)\.\.\.(.+)$/.exec(param(c, 'basehead')) ?? []
    const [base, head] = [baseName, headName].map((name) => name.replace(`${repository.owner.login}:`, ''))
    const [baseCommit, headCommit] = await Promise.all([commitNamed(git, base ?? ''), commitNamed(git, head ?? '')])
    const compared = await compare(world, repository, found(baseCommit).sha, found(headCommit).sha)
    const { mergeBase, commits } = compared
    const type = mediaTypeOf(c)
    const isPaged = c.req.query('page') !== undefined || c.req.query('per_page') !== undefined
    const page = pageOf(c, isPaged ? {} : { usual: commitsUnpaged, most: commitsUnpaged })
    const wantsFiles = page.number === 1 || type !== undefined
    const files = wantsFiles ? await git.diff(mergeBase.sha, found(headCommit).sha, { patches: true }) : []
    if (type === 'diff' || type === 'patch')
      return answerText(c, diffText(files), `application/vnd.github.${type}; charset=utf-8`)
    const names = `${encodePath(baseName)}...${encodePath(headName)}`
    const url = `${repositoryPage(world, repository)}/compare/${names}`
    const shas = `${repository.owner.login}:${found(baseCommit).sha.slice(0, 7)}...${repository.owner.login}:${found(headCommit).sha.slice(0, 7)}`
    const response = answer(c, {
      url: `${repositoryApi(world, repository)}/compare/${names}`,
      html_url: url,
      permalink_url: `${repositoryPage(world, repository)}/compare/${shas}`,
      diff_url: `${url}.diff`,
      patch_url: `${url}.patch`,
      base_commit: presentCommit(world, repository, compared.base),
      merge_base_commit: presentCommit(world, repository, mergeBase),
      status: compared.status,
      ahead_by: compared.aheadBy,
      behind_by: compared.behindBy,
      total_commits: commits.length,
      commits: sliceOf(commits, page).map((commit) => presentCommit(world, repository, commit)),
      ...(wantsFiles
        ? {
            files: files
              .slice(0, filesShown)
              .map((file) => presentFileChange(world, repository, found(headCommit).sha, file)),
          }
        : {}),
    })
    return isPaged ? withLinks(world, c, page, commits.length, response) : response
  })

  return routes
}
