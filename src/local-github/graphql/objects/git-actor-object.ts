import type { Signature } from '../../git/git-repository.js'
import { userByEmail } from '../../world/users.js'
import type { QueryContext, SchemaObject } from '../query-context.js'

/** Who wrote or committed, as git has it, with the account that the e-mail belongs to. */
export function gitActorObject({ world, objects }: QueryContext, signature: Signature): SchemaObject {
  const user = userByEmail(world, signature.email)
  return {
    __typename: 'GitActor',
    name: signature.name,
    email: signature.email,
    date: signature.date,
    user: user ? objects.user(user) : null,
  }
}
