import { parseVersion, type Version } from './version.js'

/**
 * What our reply to a command carries, hidden: the comment that it answers, and what was agreed on. It counts only while nobody
 * edited the reply.
 */
export interface CommandReply {
  readonly comment: number
  readonly accepted:
    | { readonly kind: 'release-as'; readonly version: Version; readonly login: string }
    | { readonly kind: 'release-refresh' }
    | undefined
}

const pattern = /^<!-- landfall:reply comment=(\d{1,16})(?: (?:as=(\S{1,100}) by=([\w-]{1,100})|(refresh)))? -->\r?\n/

/** The text of a reply: the marker is its first line, and people see the rest. */
export function printCommandReply({ comment, accepted }: CommandReply, text: string): string {
  const what =
    accepted === undefined
      ? ''
      : accepted.kind === 'release-as'
        ? ` as=${accepted.version} by=${accepted.login}`
        : ' refresh'
  return `<!-- landfall:reply comment=${comment}${what} -->\n${text}`
}

/** What a comment of ours answers; undefined where it is no reply. The pair of {@link printCommandReply}. */
export function parseCommandReply(body: string): CommandReply | undefined {
  const [, comment, as, login, refresh] = pattern.exec(body) ?? []
  if (comment === undefined) return undefined
  const version = as === undefined ? undefined : parseVersion(as)
  const accepted =
    version !== undefined && login !== undefined
      ? ({ kind: 'release-as', version, login } as const)
      : refresh === undefined
        ? undefined
        : ({ kind: 'release-refresh' } as const)
  return { comment: Number(comment), accepted }
}
