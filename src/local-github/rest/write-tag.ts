import type { Signature } from '../git/git-repository.js'
import { signatureOf } from '../world/signatures.js'
import type { Actor, Repository } from '../world/entities.js'
import { gitOf, nowOf } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { isWholeSha } from './find-commit.js'

/** Writes an annotated tag's object; the ref is another request's. @throws {Refusal} 422 where there is no such object */
export async function writeTag(
  world: World,
  repository: Repository,
  actor: Actor,
  tag: { name: string; message: string; object: string; type: string; tagger: Signature | undefined },
): Promise<string> {
  const git = gitOf(world, repository)
  const object = isWholeSha(tag.object) ? await git.readObject(tag.object) : undefined
  if (object?.type !== tag.type) throw new Refusal(422, 'Could not verify object')
  return git.writeTag({
    name: tag.name,
    object: tag.object,
    message: tag.message,
    tagger: tag.tagger ?? signatureOf(actor.user, nowOf(world)),
  })
}
