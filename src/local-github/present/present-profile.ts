import type { User } from '../world/entities.js'
import type { World } from '../world/world.js'
import { presentUser } from './present-user.js'

/** An account asked for by its name, or one's own: with what it says about itself, which is little here. */
export function presentProfile(world: World, user: User): object {
  const owned = [...world.repositories.values()].filter(({ owner }) => owner.id === user.id)
  const repositories = owned.filter((repository) => !repository.private)
  const since =
    owned.map(({ createdAt }) => createdAt).sort()[0] ??
    world
      .clock()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z')
  return {
    ...presentUser(world, user),
    name: user.name,
    company: null,
    blog: '',
    location: null,
    email: user.type === 'Bot' ? null : user.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: repositories.length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: since,
    updated_at: since,
  }
}
