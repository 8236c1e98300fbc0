/** How two commits lie to each other. */
export interface Distance {
  readonly mergeBase: string
  /** What head has and base has not, oldest first. */
  readonly ahead: readonly string[]
  /** How many commits base has and head has not. */
  readonly behind: number
}

type Run = (args: readonly string[]) => Promise<Buffer>

/** Undefined where the two have no history in common. */
export async function compareCommits(
  run: Run,
  mergeBase: (a: string, b: string) => Promise<string | undefined>,
  base: string,
  head: string,
): Promise<Distance | undefined> {
  const [common, output] = await Promise.all([
    mergeBase(base, head),
    run(['rev-list', '--left-right', `${base}...${head}`]),
  ])
  if (common === undefined) return undefined
  const lines = output.toString('latin1').split('\n').filter(Boolean)
  const ahead = lines.filter((line) => line.startsWith('>')).map((line) => line.slice(1))
  return { mergeBase: common, ahead: ahead.reverse(), behind: lines.length - ahead.length }
}
