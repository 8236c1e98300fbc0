import { Hono } from 'hono'
import { presentLabel } from '../present/present-label.js'
import type { Label, Repository } from '../world/entities.js'
import { addLabels, createLabel, deleteLabel, editLabel, setLabels } from '../world/labels.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { permissionsFor, threadAsked } from './issue-routes.js'
import { labelNames } from './label-names.js'
import { answerPage } from './paging.js'
import { readBody } from './request-body.js'
import { found, param, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

/** A repository's labels, and those on an issue or pull request. */
export function labelRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  function labelAsked(c: RestContext): Label {
    const name = param(c, 'name').toLowerCase()
    return found([...c.get('repository').labels.values()].find((label) => label.name.toLowerCase() === name))
  }

  // Who triages puts labels on and takes them off; what labels there are is for those who may push.
  const requireLabelWrite = (c: RestContext) => requireWrite(world, c, 'write', 'issues', 'pull_requests')

  routes.get('/labels', (c) => {
    const repository = requireRead(c, 'issues', 'pull_requests')
    return answerPage(world, c, [...repository.labels.values()], (label) => presentLabel(world, repository, label))
  })

  routes.post('/labels', async (c) => {
    const { repository, actor } = requireLabelWrite(c)
    const body = await readBody(c)
    const label = await createLabel(world, repository, actor, {
      name: body.requiredString('name'),
      ...optional('color', body.string('color')),
      ...optional('description', body.string('description')),
    })
    return answer(c, presentLabel(world, repository, label), 201)
  })

  routes.get('/labels/:name', (c) => {
    const repository = requireRead(c, 'issues', 'pull_requests')
    return answer(c, presentLabel(world, repository, labelAsked(c)))
  })

  routes.patch('/labels/:name', async (c) => {
    const { repository, actor } = requireLabelWrite(c)
    const body = await readBody(c)
    const label = labelAsked(c)
    editLabel(world, repository, actor, label, {
      ...optional('name', body.string('new_name') ?? body.string('name')),
      ...optional('color', body.string('color')),
      ...optional('description', body.string('description')),
    })
    return answer(c, presentLabel(world, repository, label))
  })

  routes.delete('/labels/:name', async (c) => {
    const { repository, actor } = requireLabelWrite(c)
    await deleteLabel(world, repository, actor, labelAsked(c))
    return answerNothing()
  })

  function onThread(c: RestContext, repository: Repository): Label[] {
    const { labels } = threadAsked(repository, c)
    const known = [...repository.labels.values()]
    return labels.flatMap((name) => known.find((label) => label.name.toLowerCase() === name.toLowerCase()) ?? [])
  }

  function requireThreadWrite(c: RestContext) {
    const thread = threadAsked(c.get('repository'), c)
    return { thread, ...requireWrite(world, c, 'triage', ...permissionsFor(c.get('repository'), thread)) }
  }

  function answerLabels(c: RestContext, repository: Repository): Response {
    const labels = onThread(c, repository)
    return answer(
      c,
      labels.map((label) => presentLabel(world, repository, label)),
    )
  }

  routes.get('/issues/:number{[0-9]+}/labels', (c) => {
    const repository = requireRead(c, 'issues', 'pull_requests')
    return answerPage(world, c, onThread(c, repository), (label) => presentLabel(world, repository, label))
  })

  routes.post('/issues/:number{[0-9]+}/labels', async (c) => {
    const { repository, actor, thread } = requireThreadWrite(c)
    await addLabels(world, repository, actor, thread, await namesIn(c))
    return answerLabels(c, repository)
  })

  routes.put('/issues/:number{[0-9]+}/labels', async (c) => {
    const { repository, actor, thread } = requireThreadWrite(c)
    await setLabels(world, repository, actor, thread, await namesIn(c))
    return answerLabels(c, repository)
  })

  routes.delete('/issues/:number{[0-9]+}/labels', async (c) => {
    const { repository, actor, thread } = requireThreadWrite(c)
    await setLabels(world, repository, actor, thread, [])
    return answerNothing()
  })

  routes.delete('/issues/:number{[0-9]+}/labels/:name', async (c) => {
    const { repository, actor, thread } = requireThreadWrite(c)
    const name = thread.labels.find((label) => label.toLowerCase() === param(c, 'name').toLowerCase())
    if (name === undefined) throw new Refusal(404, 'Label does not exist')
    await setLabels(
      world,
      repository,
      actor,
      thread,
      thread.labels.filter((label) => label !== name),
    )
    return answerLabels(c, repository)
  })

  return routes
}

/** `{ labels: [...] }` or the list alone, of names or of objects with a name: GitHub takes them all. */
async function namesIn(c: RestContext): Promise<string[]> {
  const text = await c.req.text()
  const list: unknown = /^\s*\[/.test(text) ? parsed(text) : (await readBody(c)).raw('labels')
  return labelNames(list)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'Problems parsing JSON')
  }
}

function optional<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<K, string>>)
}
