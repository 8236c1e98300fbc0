import { linesOutsideOfCode } from './lines-outside-of-code.js'

/** What is asked, without its slash. */
export const questionNames = ['status', 'why'] as const

/** What anybody can ask in a comment on any issue or pull request: where its change stands, and why. Nothing is changed by it. */
export type Question = (typeof questionNames)[number]

/**
 * The questions of a comment, each once: lines that are `/status` or `/why` and nothing else, or `/landfall status` where the prefix is
 * `landfall`. Whatever only resembles them is another bot's.
 */
export function parseQuestions(body: string, prefix: string | undefined): Question[] {
  const before = prefix === undefined ? '/' : `/${prefix} `
  const asked = linesOutsideOfCode(body).flatMap((line): Question[] => {
    const said = line.trimEnd().replace(/[ \t]+/g, ' ')
    return questionNames.filter((question) => said === `${before}${question}`)
  })
  return [...new Set(asked)]
}

/** Whether a line of the comment may be a command, whatever the prefix is. */
export function mayBeCommand(body: string): boolean {
  return /^\/[a-z]/im.test(body)
}
