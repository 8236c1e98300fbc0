/** Whoever did something on GitHub; null where the account is gone. */
export type Actor = { readonly __typename: string; readonly login: string } | null

/** Tells this app's bot, whose login is `slug[bot]`, from everybody else. */
export function isBotNamed(login: string): (actor: Actor) => boolean {
  return (actor) => actor?.__typename === 'Bot' && `${actor.login}[bot]` === login
}
