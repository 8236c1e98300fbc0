/** What an object is without some of its fields: webhooks know fewer of them than REST. */
export function leaveOut(entity: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(entity).filter(([name]) => !names.includes(name)))
}
