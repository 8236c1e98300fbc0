import type { Actor, Repository, Role, User } from './entities.js'
import type { Invitation } from './records.js'
import { notFound } from './refusal.js'
import { nowOf, setCollaborator } from './repositories.js'
import type { World } from './world.js'

/** Invites a person, once; a second time changes the role that the first offers. */
export function invite(world: World, repository: Repository, actor: Actor, invitee: User, role: Role): Invitation {
  const { invitations } = world.records(repository)
  const open = [...invitations.values()].find((one) => one.invitee.id === invitee.id)
  if (open) {
    open.role = role
    return open
  }
  const invitation = { id: world.ids.number(), invitee, inviter: actor.user, role, createdAt: nowOf(world) }
  invitations.set(invitation.id, invitation)
  return invitation
}

/** Makes the invited person a collaborator. @throws {Refusal} 404 */
export function acceptInvitation(world: World, repository: Repository, id: number): void {
  const { invitations } = world.records(repository)
  const invitation = invitations.get(id)
  if (!invitation) throw notFound()
  invitations.delete(id)
  setCollaborator(world, repository, invitation.invitee, invitation.role)
}
