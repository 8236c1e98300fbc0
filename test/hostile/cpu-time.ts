/** What one call costs on the processor, in milliseconds: the least of up to three, since the collector and the compiler work beside it. */
export async function cpuTime(call: () => unknown, enough = 100): Promise<number> {
  let least = Infinity
  for (let again = 0; again < 3 && least > enough; again += 1) {
    const before = process.cpuUsage()
    await call()
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}
