import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { playWorkflows } from '../../src/local-github/world/play-workflows.js'
import { createDeployment } from '../../src/local-github/world/deployments.js'
import { createRef } from '../../src/local-github/world/refs.js'
import { dispatchWorkflow } from '../../src/local-github/world/trigger-workflows.js'
import { findWorkflow } from '../../src/local-github/world/workflows.js'
import type { WorkflowRun } from '../../src/local-github/world/records.js'
import { setStage, type Stage } from './pages-stage.js'

const file = 'name: deploy <b>\non: {workflow_dispatch: {inputs: {deployment: {}, note: {}}}}\n'

describe('the pages of deployments and runs', () => {
  let stage: Stage
  let sha: string
  let run: WorkflowRun

  beforeAll(async () => {
    stage = await setStage()
    stage.world.url = 'http://localhost:3000'
    const { world, repository, maya } = stage
    sha = await stage.commit('feat: tides', { '.github/workflows/deploy.yml': file })
    expect((await stage.read('/maya/harbour/deployments')).text).toContain('No deployment yet.')
    const { id } = createDeployment(world, repository, maya, { sha, ref: sha, environment: 'staging' })
    createDeployment(world, repository, maya, { sha, ref: sha, environment: 'a b' })
    world.records(repository).workflowPlays.push({
      end: 'success',
      environmentUrl: 'https://harbour.example/{environment}',
    })
    const workflow = await findWorkflow(world, repository, 'deploy.yml')
    if (!workflow) throw new Error('there is no workflow')
    const inputs = { deployment: String(id), note: '<script>alert(1)</script>' }
    run = await dispatchWorkflow(world, repository, maya, workflow, { ref: 'main', inputs })
    const { text } = await stage.read('/maya/harbour/deployments/staging')
    expect(text).toMatch(/staging runs nothing\. Deployment to staging pending \w{7}/)
    playWorkflows(world)
  })
  afterAll(() => stage.clear())

  test('an environment shows what runs there, by its tag, and each deployment', async () => {
    expect((await stage.read('/maya/harbour/deployments/staging')).text).toMatch(/staging runs \w{7} , just now/)
    await createRef(stage.world, stage.repository, stage.maya, 'refs/tags/v1.0.0', sha)
    const { text, html } = await stage.read('/maya/harbour/deployments/staging')
    expect(text).toMatch(/staging runs \w{7} \( v1\.0\.0 \), just now/)
    expect(text).toMatch(/Deployed to staging success \w{7} maya/)
    expect(text).not.toContain('a b')
    expect(html).toContain('href="https://harbour.example/staging"')
    expect((await stage.read('/maya/harbour/deployments/nowhere')).status).toBe(404)
  })

  test('the list has all environments, and the repository leads to each', async () => {
    expect((await stage.read('/maya/harbour/deployments')).text).toMatch(
      /staging runs \w{7} .* a b runs nothing\..*Deployment to a b/,
    )
    const { html } = await stage.read('/maya/harbour')
    expect(html).toContain('href="/maya/harbour/deployments/staging"')
    expect(html).toContain('href="/maya/harbour/deployments/a%20b"')
    expect((await stage.read('/maya/harbour/deployments/a%20b')).text).toContain('a b runs nothing.')
  })

  test('a run shows its jobs, its inputs and its deployment, where its deployment says that the log is', async () => {
    const { html: page } = await stage.read('/maya/harbour/deployments/staging')
    expect(page).toContain(`/maya/harbour/actions/runs/${run.id}"`)
    const { text, html } = await stage.read(`/maya/harbour/actions/runs/${run.id}`)
    expect(text).toContain('deploy <b> #1')
    expect(text).toContain('success just now , started by workflow_dispatch of maya')
    expect(text).toContain('build success')
    expect(text).toContain('note <script>alert(1)</script>')
    expect(text).toContain('Deployed to staging success')
    expect(html).not.toContain('<script>alert')
    expect((await stage.read(`/maya/harbour/actions/runs/${run.id}/job/${run.jobs[0]?.id}`)).status).toBe(200)
    expect((await stage.read('/maya/harbour/actions/runs/999999999')).status).toBe(404)
  })
})
