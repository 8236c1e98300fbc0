import type { GitCommit } from '../../git/git-repository.js'
import type { User } from '../../world/entities.js'
import { userByEmail } from '../../world/users.js'
import type { World } from '../../world/world.js'

/** Whoever wrote a commit: the account with the author's e-mail, else the name that git has. */
export function commitAuthor(world: World, { author }: GitCommit): Pick<User, 'login' | 'type'> {
  return userByEmail(world, author.email) ?? { login: author.name === '' ? 'unknown' : author.name, type: 'User' }
}

/** The first line of a message, and the rest. */
export function splitMessage(message: string): { readonly subject: string; readonly body: string } {
  const [subject = '', ...rest] = message.trim().split(/\r?\n/)
  return { subject: subject === '' ? '(no message)' : subject, body: rest.join('\n').replace(/^\n+/, '').trimEnd() }
}

/** A subject for a list; the commit's own page has all of it. */
export function shortSubject(message: string, most = 160): string {
  const letters = [...splitMessage(message).subject]
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : letters.join('')
}
