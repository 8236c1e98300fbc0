/** Keeps the newest answers of something that always answers the same for the same key, once it has an answer. */
export function remember<T>(most: number): (key: string, find: () => Promise<T>) => Promise<T> {
  const known = new Map<string, Promise<T>>()
  return (key, find) => {
    const found = known.get(key) ?? find()
    known.delete(key)
    known.set(key, found)
    const forget = (): void => void (known.get(key) === found && known.delete(key))
    found.then((answer) => answer === undefined && forget(), forget)
    for (const oldest of known.keys()) {
      if (known.size <= most) break
      known.delete(oldest)
    }
    return found
  }
}
