import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { install, refusalOf, serve, type Serving } from './serving.js'

let serving: Serving
beforeAll(async () => {
  serving = await serve()
})
afterAll(() => serving.close())

const named = { owner: 'alice', repo: 'app', environment_name: 'production' }

test('an environment keeps what protects it, and loses what is left out', async () => {
  const { repos } = serving.clientOf(serving.alice).rest
  const { data } = await repos.createOrUpdateEnvironment({
    ...named,
    wait_timer: 30,
    prevent_self_review: true,
    reviewers: [{ type: 'User', id: serving.alice.id }],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  })
  expect(data.protection_rules?.map(({ type }) => type)).toEqual(['wait_timer', 'required_reviewers', 'branch_policy'])
  await repos.createDeploymentBranchPolicy({ ...named, name: 'release/*' })
  expect((await repos.listDeploymentBranchPolicies(named)).data).toMatchObject({
    total_count: 1,
    branch_policies: [{ name: 'release/*', type: 'branch' }],
  })
  expect((await repos.getEnvironment(named)).data.protection_rules).toHaveLength(3)
  const { data: bare } = await repos.createOrUpdateEnvironment(named)
  expect([bare.id, bare.protection_rules]).toEqual([data.id, []])
  await repos.deleteAnEnvironment(named)
  expect(await refusalOf(repos.getEnvironment(named))).toMatchObject({ status: 404 })
})

test('an app is made to answer for an environment', async () => {
  const { repos } = serving.clientOf(serving.alice).rest
  const { app } = install(serving, { deployments: 'write' })
  await repos.createOrUpdateEnvironment(named)
  const { data } = await repos.createDeploymentProtectionRule({ ...named, integration_id: app.id })
  expect(data).toMatchObject({ enabled: true, app: { slug: app.slug } })
  expect((await repos.getAllDeploymentProtectionRules(named)).data.total_count).toBe(1)
  await repos.disableDeploymentProtectionRule({ ...named, protection_rule_id: data.id })
  expect((await repos.getAllDeploymentProtectionRules(named)).data.total_count).toBe(0)
})
