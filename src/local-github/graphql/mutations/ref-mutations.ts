import { zeros } from '../../world/ref-change.js'
import { createRef, deleteRef, RefMoved, updateRef, updateRefs } from '../../world/refs.js'
import type { Repository } from '../../world/entities.js'
import { requireWrite } from '../access.js'
import { GraphqlFailure, UnexplainedFailure } from '../graphql-failure.js'
import type { QueryContext, SchemaObject } from '../query-context.js'
import { payload, type Input } from './input.js'
import { nodeNamed } from './node-named.js'

interface RefUpdate {
  readonly name: string
  readonly beforeOid?: string | null
  readonly afterOid: string
  readonly force?: boolean | null
}

/** `createRef`, `updateRef`, `deleteRef` and `updateRefs`. */
export function refMutations(context: QueryContext): object {
  const { actor, world } = context
  return {
    async createRef({ input }: Input<{ repositoryId: string; name: string; oid: string }>) {
      const { repository } = await nodeNamed(context, input.repositoryId, 'repository')
      requireWrite(context, repository, 'CreateRef', 'write', 'contents')
      if (await world.git(repository).resolve(input.name)) {
        throw new GraphqlFailure('UNPROCESSABLE', `A ref named "${input.name}" already exists in the repository.`)
      }
      await createRef(world, repository, actor, input.name, input.oid)
      return payload(input, { ref: () => refOf(context, repository, input.name) })
    },
    async updateRef({ input }: Input<{ refId: string; oid: string; force?: boolean | null }>) {
      const { repository, name } = await nodeNamed(context, input.refId, 'ref')
      requireWrite(context, repository, 'UpdateRef', 'write', 'contents')
      await updateRef(world, repository, actor, name, input.oid, { force: input.force ?? false })
      return payload(input, { ref: () => refOf(context, repository, name) })
    },
    async deleteRef({ input }: Input<{ refId: string }>) {
      const { repository, name } = await nodeNamed(context, input.refId, 'ref')
      requireWrite(context, repository, 'DeleteRef', 'write', 'contents')
      await deleteRef(world, repository, actor, name)
      return payload(input)
    },
    async updateRefs({ input }: Input<{ repositoryId: string; refUpdates: readonly RefUpdate[] }>) {
      const { repository } = await nodeNamed(context, input.repositoryId, 'repository')
      requireWrite(context, repository, 'UpdateRefs', 'write', 'contents')
      await checkTypes(context, repository, input.refUpdates)
      try {
        await updateRefs(world, repository, actor, input.refUpdates.map(toWorld))
      } catch (error) {
        // GitHub does not say that a ref stands elsewhere: it fails without a reason, and clients have to look.
        if (error instanceof RefMoved) throw new UnexplainedFailure(world.clock(), context.requestId)
        throw error
      }
      return payload(input)
    },
  }
}

/** All zeros stand for "not there": before, it must not exist; after, it is deleted. */
function toWorld({ name, beforeOid, afterOid, force }: RefUpdate) {
  return {
    ref: name,
    before: beforeOid == null ? undefined : orNull(beforeOid),
    after: orNull(afterOid),
    force: force ?? false,
  }
}

function orNull(oid: string): string | null {
  return oid === zeros ? null : oid
}

/** `updateRefs` takes commits only, for tags too. */
async function checkTypes(
  { world }: QueryContext,
  repository: Repository,
  updates: readonly RefUpdate[],
): Promise<void> {
  for (const { afterOid } of updates) {
    const object = afterOid === zeros ? undefined : await world.git(repository).readObject(afterOid)
    if (object && object.type !== 'commit') {
      throw new GraphqlFailure('UNPROCESSABLE', `Invalid object type ${object.type}, expected commit`)
    }
  }
}

async function refOf(
  { objects, world }: QueryContext,
  repository: Repository,
  name: string,
): Promise<SchemaObject | null> {
  const sha = await world.git(repository).resolve(name)
  return sha === undefined ? null : objects.ref(repository, { name, sha })
}
