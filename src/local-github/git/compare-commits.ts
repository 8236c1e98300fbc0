/** How two commits lie to each other. */
export interface Distance {
  readonly mergeBase: string
  /** What head has and base has not, oldest first. */
  readonly ahead: readonly string[]
  /** How many commits base has and head has not. */
  readonly behind: number
}

interface Git {
  run(args: readonly string[]): Promise<Buffer>
  /** Undefined where the way is long. */
  nearLog(options: { from: string; not: string }): Promise<readonly { readonly sha: string }[] | undefined>
  mergeBase(a: string, b: string): Promise<string | undefined>
}

/** Undefined where the two have no history in common. */
export async function compareCommits(git: Git, base: string, head: string): Promise<Distance | undefined> {
  const [mergeBase, sides] = await Promise.all([git.mergeBase(base, head), sidesOf(git, base, head)])
  return mergeBase === undefined ? undefined : { mergeBase, ...sides }
}

async function sidesOf(git: Git, base: string, head: string): Promise<Omit<Distance, 'mergeBase'>> {
  const nearAhead = await git.nearLog({ from: head, not: base })
  const nearBehind = nearAhead && (await git.nearLog({ from: base, not: head }))
  if (nearBehind) return { ahead: nearAhead.map(({ sha }) => sha).reverse(), behind: nearBehind.length }
  const output = await git.run(['rev-list', '--left-right', `${base}...${head}`])
  const lines = output.toString('latin1').split('\n').filter(Boolean)
  const ahead = lines.filter((line) => line.startsWith('>')).map((line) => line.slice(1))
  return { ahead: ahead.reverse(), behind: lines.length - ahead.length }
}
