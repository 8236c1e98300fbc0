import * as z from 'zod'
import { parseDuration } from './duration.js'
import { environmentPattern, leaves, parseApprovals } from './environment.js'
import { parseFreezeWindow } from './freeze.js'
import { isTimeZone } from './schedule.js'
import { list, mustBeKeys, oneOf, says, section, text, yesOrNo } from './schema-parts.js'
import { parseTransientName } from './transient-environment.js'

const time = 'must be a time in minutes, hours or days, up to 30d, as in 30m'
const isTime = (text: string): boolean => parseDuration(text) !== undefined
const timePattern = '^[1-9]\\d{0,3}[mhd]$'

const environmentSchema = z.strictObject(
  {
    on: oneOf('merge', 'release', 'command')
      .default('command')
      .meta(
        says({
          description:
            'What deploys by itself: `merge` every commit of the default branch, `release` every release, `command` nothing. `/deploy` works with all three.',
        }),
      ),
    transient: yesOrNo()
      .default(false)
      .meta(
        says({
          description:
            'Whether there is one for each pull request: `/deploy preview` in #12 deploys to `preview-12`, which ends when #12 is closed. Goes with `on: command` alone.',
        }),
      ),
    after: z
      .string({ error: 'must be the name of an environment' })
      .optional()
      .meta(
        says({
          description:
            'The environment in which the same commit, or one with the same files, must have run successfully.',
          values: 'the name of another environment',
          examples: ['staging'],
        }),
      ),
    soak: text(isTime, time)
      .optional()
      .meta(
        says({
          description: 'How long it must have run there.',
          values: 'a time such as `30m`, `2h`, `1d`',
          pattern: timePattern,
          examples: ['30m'],
        }),
      ),
    checks: z
      .union(
        [z.enum(['all', 'required']), z.array(z.string()).min(1)],
        'must be all, required, or a list of the names of checks',
      )
      .default('all')
      .meta(
        says({
          description:
            'Which checks and commit statuses must have passed on the commit: every one that is there, those that the branch requires, or these. Landfall\u2019s own never count.',
          values: '`all`, `required`, or a list of names',
        }),
      ),
    reviews: oneOf('required', 'off')
      .default('required')
      .meta(says({ description: 'Whether a pull request needs the reviews that the rules of its branch ask for.' })),
    approvals: z
      .preprocess(
        (value) => (typeof value === 'number' ? String(value) : value),
        text(
          (text) => parseApprovals(text) !== undefined,
          'must be a number from 1 to 9, by maintain or by a team, as in "1 by maintain"',
        ),
      )
      .optional()
      .meta(
        says({
          description:
            'How many people must say `/approve`: anybody who may push, `by maintain` who may maintain, `by` a team of the organisation its members. Not who asked, nor who wrote the pull request.',
          values: '`1`, `2 by maintain`, `1 by release-managers`',
          examples: ['1 by maintain'],
        }),
      ),
    allow: list(oneOf(...leaves), 'must be a list').meta(
      says({
        description:
          'What is let through: `drafts`; `forks`, by their exact commit; branches that are `behind`; `self-approval`.',
        values: 'a list of `drafts`, `forks`, `behind`, `self-approval`',
      }),
    ),
    freeze: list(
      text(
        (window) => parseFreezeWindow(window) !== undefined,
        'must be two times with a dash between, as in Fri 16:00 - Mon 08:00, 22:00 - 06:00, or 2026-12-20 - 2027-01-04',
      ),
      'must be a list of windows',
    ).meta(
      says({
        description: 'When nothing new is deployed, by the clock on the wall in `time-zone`. A rollback is none of it.',
        values: 'a list of `Fri 16:00 - Mon 08:00`, `22:00 - 06:00`, `2026-12-20 - 2027-01-04`',
        examples: [['Fri 16:00 - Mon 08:00']],
      }),
    ),
    'time-zone': text(isTimeZone, 'must be a time zone, as in Europe/Berlin')
      .default('UTC')
      .meta(says({ description: 'Whose clock `freeze` goes by.', values: 'a name such as `Europe/Berlin`' })),
    timeout: text(isTime, time)
      .default('30m')
      .meta(
        says({
          description: 'How long a deployment may take. One that says nothing more is an error then.',
          values: 'a time such as `30m`',
          pattern: timePattern,
        }),
      ),
    'on-failure': oneOf('rollback', 'lock', 'nothing')
      .default('nothing')
      .meta(
        says({
          description:
            'What follows a deployment that failed: what ran before is deployed again, the environment is locked, or nothing.',
        }),
      ),
    workflow: text((name) => /^[\w.-]+\.ya?ml$/.test(name), 'must be the file name of a workflow, as in deploy.yml')
      .optional()
      .meta(
        says({
          description:
            'The workflow of the default branch that is dispatched with `environment`, `sha` and `deployment`. Without it, whatever listens to GitHub\u2019s `deployment` event deploys.',
          values: 'a file name in `.github/workflows`',
          examples: ['deploy.yml'],
        }),
      ),
  },
  { error: mustBeKeys },
)

/** Each may cost a look a request of its own. */
const most = 30

/** The key `environments`: rules by the name of an environment. */
export const environmentsSchema = z
  .record(
    z.string().regex(environmentPattern, 'must be a name of letters, digits, - and _, as in staging'),
    section(environmentSchema).meta(says({ description: 'The rules of one environment.' })),
    { error: mustBeKeys },
  )
  .superRefine((environments, context) => {
    const listed = Object.keys(environments)
    if (listed.length > most) {
      context.addIssue({ code: 'custom', path: [listed[most] ?? ''], message: `must be one of at most ${most}` })
      return
    }
    for (const [name, { after, soak, transient, on }] of Object.entries(environments)) {
      const refuse = (key: string, message: string): void => {
        context.addIssue({ code: 'custom', path: [name, key], message })
      }
      if (name in {}) {
        const message = 'must be another name: this one is a word of JavaScript, and would be taken for it'
        context.addIssue({ code: 'custom', path: [name], message })
      }
      if (after === undefined && soak !== undefined)
        refuse('soak', 'must go with after: it is how long the commit ran there')
      if (transient && on !== 'command')
        refuse('on', 'must be command, or left out: what is one for each pull request is deployed by /deploy alone')
      const owner = ownerOf(name, environments)
      if (owner !== undefined) {
        const message = `must have another name: ${owner} is transient, and this is what it is called in a pull request`
        context.addIssue({ code: 'custom', path: [name], message })
      }
      if (after !== undefined && Object.hasOwn(environments, after) && environments[after]?.transient === true)
        refuse('after', `must be an environment that is one for all: ${after} is transient, one for each pull request`)
      else if (after !== undefined && !Object.hasOwn(environments, after))
        refuse('after', `must be one of ${listed.join(', ')}: there is no environment ${after}`)
      else if (leadsBack(name, environments)) refuse('after', 'must not lead back to the environment itself')
    }
  })

/** The transient environment whose name in a pull request this may be; GitHub takes no heed of case. */
function ownerOf(name: string, environments: Readonly<Record<string, { readonly transient: boolean }>>) {
  const of = parseTransientName(name)?.of.toLowerCase()
  const [owner] =
    Object.entries(environments).find(([one, { transient }]) => transient && one.toLowerCase() === of) ?? []
  return owner
}

function leadsBack(
  name: string,
  environments: Readonly<Record<string, { readonly after?: string | undefined }>>,
): boolean {
  const seen = new Set<string>()
  for (let at = environments[name]?.after; at !== undefined && !seen.has(at); at = environments[at]?.after) {
    if (at === name) return true
    seen.add(at)
  }
  return false
}
