import { NotImplemented } from '../graphql-failure.js'

/** What every mutation is given: its own fields, and a word of the client's that comes back with the answer. */
export interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string | null }
}

/** A mutation's answer: its own fields, and the client's word. */
export function payload(input: { readonly clientMutationId?: string | null }, fields: object = {}): object {
  return { clientMutationId: input.clientMutationId ?? null, ...fields }
}

/** @throws {NotImplemented} for the first of the input's fields that the client gave */
export function refuseInput(mutation: string, input: object, ...names: readonly string[]): void {
  const given = names.find((name) => (input as Record<string, unknown>)[name] != null)
  if (given !== undefined) throw new NotImplemented(`Mutation.${mutation}(input: { ${given}: })`)
}
