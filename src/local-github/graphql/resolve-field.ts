import type { GraphQLFieldResolver } from 'graphql'
import { NotImplemented } from './graphql-failure.js'

/**
 * Takes a field from its object: the value, or what the function there gives. What the object does not have is an error that names it;
 * a null would pass for an answer.
 * @throws {NotImplemented}
 */
export const resolveField: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
  const name = `${info.parentType.name}.${info.fieldName}`
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, info.fieldName)) {
    throw new NotImplemented(name)
  }
  const property = (source as Record<string, unknown>)[info.fieldName]
  const value: unknown = typeof property === 'function' ? property(args, context, info) : property
  return value instanceof Promise ? value.then((late) => defined(name, late)) : defined(name, value)
}

function defined(name: string, value: unknown): unknown {
  if (value === undefined) throw new Error(`the local GitHub has no value for ${name}`)
  return value
}
