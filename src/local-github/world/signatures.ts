import type { Signature } from '../git/git-repository.js'
import type { User } from './entities.js'
import { noreplyEmail } from './users.js'

/** How a person or a bot stands in the commits that GitHub makes for them. */
export function signatureOf(user: User, date: string): Signature {
  return { name: user.type === 'Bot' ? user.login : user.name, email: noreplyEmail(user), date }
}

/** The committer of what is made on the pages and by apps. */
export function githubSignature(date: string): Signature {
  return { name: 'GitHub', email: 'noreply@github.com', date }
}
