/** How many milliseconds of a processor the work took. Unlike a clock it does not count the time that a busy machine gave to others. */
export async function cpuTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
