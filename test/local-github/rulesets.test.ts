import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createCheckRun } from '../../src/local-github/world/check-runs.js'
import { git, install, refusalOf, serve, type Serving } from './serving.js'

let serving: Serving
beforeEach(async () => {
  serving = await serve()
})
afterEach(() => serving.close())

const where = { owner: 'alice', repo: 'app' }
const client = () => serving.clientOf(serving.alice).rest

async function ruled(rules: object[], more: object = {}): Promise<number> {
  const asked = {
    ...where,
    name: 'rules',
    enforcement: 'active' as const,
    conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
    rules: rules as never,
    ...more,
  }
  return (await client().repos.createRepoRuleset(asked)).data.id
}

const violated = (...reasons: string[]) =>
  `Repository rule violations found\n\n${reasons.map((reason) => `${reason}\n\n`).join('')}`

test('a ruleset is listed, read, changed and deleted; who asks is told whether they may bypass it', async () => {
  const { app, token } = install(serving, { contents: 'write' })
  const bypass_actors = [{ actor_id: app.id, actor_type: 'Integration', bypass_mode: 'always' }]
  const id = await ruled([{ type: 'deletion' }, { type: 'non_fast_forward' }], { bypass_actors })
  const asked = { ...where, ruleset_id: id }
  const { data } = await client().repos.getRepoRuleset(asked)
  expect(data).toMatchObject({ current_user_can_bypass: 'never', enforcement: 'active', source: 'alice/app' })
  const asApp = serving.clientOf(await token()).rest
  expect((await asApp.repos.getRepoRuleset(asked)).data.current_user_can_bypass).toBe('always')
  expect((await client().repos.getRepoRulesets(where)).data).toHaveLength(1)
  const { data: branches } = await client().repos.listBranches({ ...where, protected: true })
  expect(branches).toMatchObject([{ name: 'main', protected: true }])
  const { data: rules } = await client().repos.getBranchRules({ ...where, branch: 'main' })
  expect(rules.map(({ type }) => type)).toEqual(['deletion', 'non_fast_forward'])
  await client().repos.updateRepoRuleset({ ...asked, enforcement: 'disabled' })
  expect((await client().repos.getBranchRules({ ...where, branch: 'main' })).data).toEqual([])
  await client().repos.deleteRepoRuleset(asked)
  expect(await refusalOf(client().repos.getRepoRuleset(asked))).toMatchObject({ status: 404 })
})

test('the API is refused in GitHub’s words: refs 422, contents 409, merging 405', async () => {
  const sha = await serving.commit('topic', { topic: '1\n' })
  const { number } = (await client().pulls.create({ ...where, title: 't', head: 'topic', base: 'main' })).data
  const pull_request = {
    type: 'pull_request',
    parameters: {
      required_approving_review_count: 1,
      dismiss_stale_reviews_on_push: false,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_review_thread_resolution: false,
    },
  }
  const checks = (...contexts: string[]) => ({
    type: 'required_status_checks',
    parameters: {
      strict_required_status_checks_policy: false,
      required_status_checks: contexts.map((context) => ({ context })),
    },
  })
  await ruled([pull_request, checks('test')])
  expect(await refusalOf(client().git.updateRef({ ...where, ref: 'heads/main', sha }))).toMatchObject({
    status: 422,
    message: violated('Changes must be made through a pull request.', 'Required status check "test" is expected.'),
  })
  const written = { ...where, path: 'x', message: 'x', content: '' }
  expect(await refusalOf(client().repos.createOrUpdateFileContents(written))).toMatchObject({ status: 409 })
  expect(await refusalOf(client().pulls.merge({ ...where, pull_number: number }))).toMatchObject({
    status: 405,
    message: violated(
      'At least 1 approving review is required by reviewers with write access.',
      'Required status check "test" is expected.',
    ),
  })
  expect((await client().pulls.get({ ...where, pull_number: number })).data.mergeable_state).toBe('blocked')
})

test('a required check that passes lets the merge through, whatever it is that reports it', async () => {
  const sha = await serving.commit('topic', { topic: '1\n' })
  const { number } = (await client().pulls.create({ ...where, title: 't', head: 'topic', base: 'main' })).data
  const parameters = {
    strict_required_status_checks_policy: false,
    required_status_checks: [{ context: 'test' }, { context: 'lint' }],
  }
  await ruled([{ type: 'required_status_checks', parameters }])
  const merge = () => client().pulls.merge({ ...where, pull_number: number })
  expect((await refusalOf(merge())).message).toBe(violated('2 of 2 required status checks are expected.'))
  await client().repos.createCommitStatus({ ...where, sha, state: 'pending', context: 'lint' })
  expect((await refusalOf(merge())).message).toBe(
    violated('2 of 2 required status checks have not succeeded: 1 expected and 1 pending.'),
  )
  await client().repos.createCommitStatus({ ...where, sha, state: 'success', context: 'lint' })
  const { app, installation } = install(serving, { checks: 'write' })
  const actor = { kind: 'installation', user: app.bot, installation } as const
  const run = { name: 'test', headSha: sha, conclusion: 'success' } as const
  await createCheckRun(serving.world, serving.repository, actor, run)
  expect((await client().pulls.get({ ...where, pull_number: number })).data.mergeable_state).toBe('clean')
  expect((await merge()).data.merged).toBe(true)
})

test('tags can be kept from being made, moved and deleted; who may bypass may', async () => {
  await client().git.createRef({ ...where, ref: 'refs/tags/v1', sha: serving.head })
  const { app, token } = install(serving, { contents: 'write' })
  await ruled([{ type: 'creation' }, { type: 'update' }, { type: 'deletion' }], {
    target: 'tag',
    conditions: { ref_name: { include: ['refs/tags/v*'], exclude: [] } },
    bypass_actors: [{ actor_id: app.id, actor_type: 'Integration', bypass_mode: 'always' }],
  })
  const made = { ...where, ref: 'refs/tags/v2', sha: serving.head }
  expect(await refusalOf(client().git.createRef(made))).toMatchObject({
    status: 422,
    message: violated('Cannot create ref due to creations being restricted.'),
  })
  const gone = refusalOf(client().git.deleteRef({ ...where, ref: 'tags/v1' }))
  expect(await gone).toMatchObject({ status: 422, message: violated('Cannot delete this tag') })
  await serving.clientOf(await token()).rest.git.createRef(made)
  await client().git.createRef({ ...where, ref: 'refs/tags/other', sha: serving.head })
})

test('git push is declined with GH013, and no ref moves', async () => {
  await ruled([{ type: 'pull_request' }, { type: 'non_fast_forward' }])
  const folder = join(await serving.folder(), 'clone')
  const url = serving.url.replace('//', `//alice:${serving.alice.token}@`)
  await git('.', 'clone', '--quiet', `${url}/alice/app.git`, folder)
  await git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'feat: past everybody')
  const refused = await git(folder, 'push', 'origin', 'HEAD:main', 'HEAD:other').catch(
    (error: { stderr: string }) => error.stderr,
  )
  expect(refused).toContain('remote: error: GH013: Repository rule violations found for refs/heads/main.')
  expect(refused).toContain('remote: - Changes must be made through a pull request.')
  expect(refused).toContain('HEAD -> main (push declined due to repository rule violations)')
  expect(await serving.world.git(serving.repository).resolve('refs/heads/other')).toBeUndefined()
  await git(folder, 'push', 'origin', 'HEAD:other')
  await git(folder, 'commit', '--quiet', '--amend', '--allow-empty', '-m', 'feat: again')
  await git(folder, 'push', '--force', 'origin', 'HEAD:other')
})

test('GraphQL shows rulesets to whoever may read; who may bypass them only to who may change them', async () => {
  const { app, token } = install(serving, { contents: 'write' })
  const id = await ruled([{ type: 'creation' }, { type: 'deletion' }], {
    target: 'tag',
    conditions: { ref_name: { include: ['refs/tags/v*'], exclude: ['refs/tags/v0*'] } },
    bypass_actors: [{ actor_id: app.id, actor_type: 'Integration', bypass_mode: 'always' }],
  })
  await ruled([{ type: 'deletion' }])
  const asApp = serving.clientOf(await token())
  const query = `query ($owner: String!, $repo: String!) {
    repository(owner: $owner, name: $repo) {
      rulesets(first: 10, includeParents: true, targets: [TAG]) {
        nodes {
          databaseId name target enforcement conditions { refName { include exclude } }
          rules(first: 1, type: CREATION) { nodes { type } } bypassActors(first: 1) { totalCount }
        }
      }
    }
  }`
  expect(await asApp.graphql(query, where)).toEqual({
    repository: {
      rulesets: {
        nodes: [
          {
            databaseId: id,
            name: 'rules',
            target: 'TAG',
            enforcement: 'ACTIVE',
            conditions: { refName: { include: ['refs/tags/v*'], exclude: ['refs/tags/v0*'] } },
            rules: { nodes: [{ type: 'CREATION' }] },
            bypassActors: null,
          },
        ],
      },
    },
  })
  const { data } = await asApp.rest.repos.getRepoRuleset({ ...where, ruleset_id: id })
  expect(data).toMatchObject({ current_user_can_bypass: 'always', _links: { html: { href: expect.any(String) } } })
  expect(data).not.toHaveProperty('bypass_actors')
})
