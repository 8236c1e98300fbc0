/**
 * Mends, in the raw REST description, the places where it contradicts itself or what GitHub is known to answer. Each mend throws once the
 * mistake is no longer there, so that it is taken out.
 */
export function amendDescription(description) {
  const installations = jsonSchema(description.paths['/app/installations'].get.responses['200'])
  // The account is said to be a user and an enterprise at once; `GET /app/installations/{id}` has the two as alternatives.
  expect(installations.items.properties?.account?.allOf?.length === 2, 'apps/list-installations: account')
  installations.items = { $ref: '#/components/schemas/installation' }

  // A label without description has null here as it has in `label` and in every webhook.
  const { description: text } = description.components.schemas['pull-request-simple'].properties.labels.items.properties
  expect(text.nullable !== true, 'pull-request-simple: labels.description')
  text.nullable = true

  // Repositories and commits name this URL as `statuses_url`, but only the other one that answers the same is described.
  const statuses = description.paths['/repos/{owner}/{repo}/statuses/{sha}']
  expect(statuses.get === undefined, 'repos/{owner}/{repo}/statuses/{sha}: get')
  const listed = description.paths['/repos/{owner}/{repo}/commits/{ref}/statuses'].get
  const parameters = listed.parameters.map((each) =>
    each.$ref?.endsWith('/commit-ref') ? statuses.post.parameters.at(-1) : each,
  )
  statuses.get = { ...listed, parameters, operationId: 'repos/list-commit-statuses-by-url' }

  // GitHub Enterprise Server, whose API below /api/v3 this is, tells its version too.
  const overview = description.components.schemas['api-overview'].properties
  expect(overview.installed_version === undefined, 'api-overview: installed_version')
  overview.installed_version = { type: 'string' }

  // "You can pass an empty array to remove all labels", says the prose beside it.
  const [names] = jsonSchema(
    description.paths['/repos/{owner}/{repo}/issues/{issue_number}/labels'].put.requestBody,
  ).oneOf
  expect(names.properties.labels.minItems === 1, 'issues/set-labels: minItems')
  delete names.properties.labels.minItems
}

/** The same for the webhooks, many of whose schemas were made of one example each. */
export function amendWebhooks({ components: { schemas } }) {
  const counts = { events: 0, permissions: 0, texts: 0, urls: 0 }
  eachSchema(schemas, (schema, name) => {
    // The lists of what an app may subscribe to are of different ages, none as long as GitHub's own.
    if (schema.enum?.includes('check_run') && schema.enum.length > 20) {
      counts.events++
      delete schema.enum
    }
    // What an app may ask for is of different ages as well: `app-permissions`, which is the newest of them, has the merge queues.
    const permissions = schema.properties
    if (permissions?.administration && permissions.checks && permissions.contents && !permissions.merge_queues) {
      counts.permissions++
      permissions.merge_queues = { type: 'string', enum: ['read', 'write'] }
    }
    // The repository of the example had none of these; others have.
    if (['description', 'language', 'mirror_url'].includes(name) && [schema.type].flat().join() === 'null') {
      counts.texts++
      schema.type = ['string', 'null']
    }
    // Empty where it was not given: so says the REST description, "default: \"\"".
    if (['environment_url', 'log_url'].includes(name) && schema.format === 'uri') {
      counts.urls++
      delete schema.format
    }
  })
  for (const [what, count] of Object.entries(counts)) expect(count > 0, `webhooks: ${what}`)
}

function eachSchema(node, meet, name = '') {
  if (node === null || typeof node !== 'object') return
  meet(node, name)
  for (const [key, child] of Object.entries(node)) eachSchema(child, meet, key)
}

function jsonSchema({ content }) {
  return content['application/json'].schema
}

function expect(isStillThere, what) {
  if (!isStillThere)
    throw new Error(`GitHub mended its description of ${what}: take our mend out of amend-descriptions.mjs`)
}
