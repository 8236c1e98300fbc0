import * as z from 'zod'
import { environmentPattern } from './environment.js'
import { environmentsSchema } from './environment-schema.js'
import { refreshPattern } from './refresh.js'
import { waitPattern } from './longest-wait.js'
import { isCron, isTimeZone } from './schedule.js'
import { list, mustBeKeys, oneOf, says, section, text, yesOrNo } from './schema-parts.js'
import { isStable, parseVersion } from './version.js'

const bump = oneOf('major', 'minor', 'patch', 'none')

function isFilePath(text: string): boolean {
  return text !== '' && text.split('/').every((part) => !['', '.', '..', '.git'].includes(part))
}

const filePath = text(isFilePath, 'must be the path of a file in the repository, as in src/version.ts')
const jsonPath = text(
  (text) => /^\$(?:\.[\w-]+|\[\d+\]|\["[^"]+"\])+$/.test(text),
  'must be a JSON path, as in $.version',
)

const tagMustBe = 'must hold ${version} once, as in v${version}'

const scheduleSchema = z.strictObject({
  schedule: text(isCron, 'must be five fields of cron for a moment that comes, as in 0 9 * * 1-5'),
  'time-zone': text(isTimeZone, 'must be a time zone by its name, as in Europe/Berlin').default('UTC'),
})

const releaseSchema = z.strictObject(
  {
    tag: text((format) => format.split('${version}').length === 2, tagMustBe)
      .refine((format) => isRefName(format.replace('${version}', '1.0.0')), 'must make a name that git takes for a tag')
      .default('v${version}')
      .meta(
        says({
          description:
            'How tags are named: `v${version}`, `${version}`, `harbour-v${version}`. Tags of other formats are not versions.',
          values: 'a text that holds `${version}` once',
          pattern: '\\$\\{version\\}',
        }),
      ),
    types: section(
      z
        .object(
          {
            '*': bump.optional().meta(
              says({
                description:
                  'What every type that is not listed asks for, and every commit without a type. Listing it, if only as `none`, also lets a `BREAKING CHANGE:` footer count under a subject that is no Conventional Commit, as semantic-release has it.',
              }),
            ),
          },
          { error: mustBeKeys },
        )
        .catchall(bump),
    ).meta(
      says({
        description:
          'What a commit of this type asks for. Adds to the defaults (`feat: minor`, and `patch` for `fix`, `perf` and `revert`): `docs: patch` releases documentation too, `perf: none` stops releasing for speed. A breaking change is major whatever its type.',
        values: 'commit type → `major`, `minor`, `patch` or `none`',
      }),
    ),
    'pre-1.0': section(
      z.strictObject(
        {
          breaking: oneOf('major', 'minor')
            .default('minor')
            .meta(says({ description: 'What a breaking change moves while the major version is 0.' })),
          feature: oneOf('minor', 'patch')
            .default('minor')
            .meta(says({ description: 'What a `minor` change moves while the major version is 0.' })),
        },
        { error: mustBeKeys },
      ),
    ).meta(says({ description: 'What moves while the major version is 0.' })),
    'first-version': text(
      (version) => parseVersion(version) === version && isStable(version),
      'must be a stable version, as in 1.0.0',
    )
      .default('1.0.0')
      .meta(
        says({
          description: 'The version of the very first release.',
          values: 'a stable version, `0.1.0`',
          pattern: '^\\d+\\.\\d+\\.\\d+$',
        }),
      ),
    changelog: z
      .union([z.literal(false), filePath], 'must be the path of a file, as in CHANGELOG.md, or false')
      .default('CHANGELOG.md')
      .meta(says({ description: 'The changelog that releases write.', values: 'the path of a file, or `false`' })),
    files: list(
      z.union(
        [filePath, z.strictObject({ path: filePath, json: jsonPath })],
        'must be the path of a file in the repository, as in src/version.ts, or a path and a JSON path, as in {path: app.json, json: $.version}',
      ),
      'must be a list of files',
    ).meta(
      says({
        description:
          'Further files that carry the version: of a path alone the lines that say `x-landfall-version`, with `json` the value at that JSON path. More under *Files that carry the version*.',
        values: 'a list of paths, or of `{path: app.json, json: $.version}`',
        examples: [['src/version.ts', { path: 'app.json', json: '$.version' }]],
      }),
    ),
    refresh: text((text) => refreshPattern.test(text), 'must be push, command, or a time from 1m to 24h, as in 15m')
      .default('push')
      .meta(
        says({
          description:
            'When the release pull request follows the default branch: at every push, at most once in this time, or when `/release refresh` asks for it.',
          values: '`push`, `command`, or a time from `1m` to `24h`',
          pattern: refreshPattern.source,
          examples: ['push', '15m', '2h', 'command'],
        }),
      ),
    auto: z
      .union(
        [z.enum(['off', 'on-green']), scheduleSchema],
        'must be off, on-green, or a schedule of five fields in a time zone, as in {schedule: "0 9 * * 1-5", time-zone: Europe/Berlin}',
      )
      .default('off')
      .meta(
        says({
          description:
            'Whether Landfall merges the release pull request by itself: `on-green` does once it lists exactly what merging ships and every check and status on it has passed, a schedule at its moments, or up to two hours later, once that is so; the time zone is UTC unless it says another. Rules of the branch hold for it as for everybody.',
          values: '`off`, `on-green`, or `{schedule: "0 9 * * 1-5", time-zone: Europe/Berlin}`',
          examples: ['on-green', { schedule: '0 9 * * 1-5', 'time-zone': 'Europe/Berlin' }],
        }),
      ),
    draft: yesOrNo()
      .default(false)
      .meta(says({ description: 'Leaves the release as a draft, for a person to publish.' })),
    assets: list(
      text((name) => name !== '', 'must be the name of an asset, as in harbour-${version}.zip'),
      'must be a list of names',
    ).meta(
      says({
        description:
          'Assets that your workflow uploads to the draft, `${version}` allowed. The release is published once they are all there.',
        values: 'a list of names',
        examples: [['harbour-${version}.zip']],
      }),
    ),
  },
  { error: mustBeKeys },
)

const doneSchema = z.strictObject(
  {
    issues: oneOf('reopen', 'label', 'off')
      .default('reopen')
      .meta(
        says({
          description:
            'What becomes of an issue whose pull request is merged and not released: `reopen` holds it open until the release is out and closes it then, `label` only shows how far it is, `off` leaves issues alone.',
        }),
      ),
    tell: oneOf('edit', 'comment', 'off')
      .default('edit')
      .meta(
        says({
          description:
            'How merged pull requests and their issues say where they stand: `edit` keeps one comment up to date, `comment` writes a new one in its place, so that people are notified, `off` writes none and keeps true those that are there; the labels show it all the same.',
        }),
      ),
    when: text(
      (text) =>
        text === 'released' || (environmentPattern.test(text.replace(/^live:/, '')) && text.startsWith('live:')),
      'must be released, or live: and an environment, as in live:production',
    )
      .default('released')
      .meta(
        says({
          description:
            'When a change is done: once it is in a release, or once what runs in this environment has it. A rollback takes it back.',
          values: '`released`, or `live:` and the name of an environment',
          pattern: '^(?:released|live:.+)$',
          examples: ['released', 'live:production'],
        }),
      ),
    'max-wait': text((text) => waitPattern.test(text), 'must be a time from 1h to 90d, as in 36h or 7d')
      .optional()
      .meta(
        says({
          description:
            'How long a merged change may wait for its release. Once the oldest waits longer, the release pull request says so in its check, which then warns and blocks nothing, and in one comment.',
          values: 'a time from `1h` to `90d`',
          pattern: waitPattern.source,
          examples: ['36h', '7d'],
        }),
      ),
  },
  { error: mustBeKeys },
)

const pullRequestsSchema = z.strictObject(
  {
    preview: oneOf('warn', 'require', 'off')
      .default('warn')
      .meta(
        says({
          description:
            'The check `Landfall / preview` says before the merge what it would do. Where a message would be no Conventional Commit it warns, or fails with `require`.',
        }),
      ),
  },
  { error: mustBeKeys },
)

const commandsSchema = z.strictObject(
  {
    prefix: text(isCommandWord, 'must be a word in small letters, as in landfall, and not release')
      .optional()
      .meta(
        says({
          description:
            'A word that commands in any thread begin with, where `/status` and `/why` are those of another bot: with `landfall` they are `/landfall status` and `/landfall why`.',
          values: 'a word in small letters',
          pattern: '^[a-z][a-z0-9-]*$',
          examples: ['landfall'],
        }),
      ),
  },
  { error: mustBeKeys },
)

/** `/release` is what the commands of the release pull request begin with. */
function isCommandWord(word: string): boolean {
  return /^[a-z][a-z0-9-]{0,38}$/.test(word) && word !== 'release'
}

/** With a time only where it says its zone: what a date means must not depend on the machine. */
const isoDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/

/** The keys of `.github/landfall.yml`, with their defaults and what they mean: the one place where they are listed. */
export const configSchema = z
  .strictObject(
    {
      since: text(
        (date) => isoDate.test(date) && !Number.isNaN(Date.parse(date)),
        'must be a date, as in 2026-01-31, or a time with its zone, as in 2026-01-31T10:00:00Z',
      )
        .optional()
        .meta(
          says({
            description: 'Where nothing was released yet, the first release tells only what was committed since then.',
            values: 'a date, `2026-01-31`, or a time with its zone',
            pattern: isoDate.source,
            examples: ['2026-01-31'],
          }),
        ),
      paused: yesOrNo()
        .default(false)
        .meta(
          says({
            description:
              'Everything is worked out and recorded, nothing is done: no refresh, no publication. Take it out, and Landfall catches up.',
          }),
        ),
      release: section(releaseSchema).meta(says({ description: 'How releases are made.' })),
      done: section(doneSchema).meta(
        says({ description: 'How it is shown that a change is merged, and that it is out.' }),
      ),
      environments: section(environmentsSchema).meta(
        says({
          description: 'Where the code runs, and what has to hold before it is deployed there.',
          values: 'name → rules',
        }),
      ),
      'pull-requests': section(pullRequestsSchema).meta(says({ description: 'What open pull requests are told.' })),
      commands: section(commandsSchema).meta(says({ description: 'What people ask in comments.' })),
    },
    { error: 'must hold keys with their values, as in "paused: false"' },
  )
  .superRefine(({ done, environments }, context) => {
    const live = /^live:(.*)$/.exec(done.when)?.[1]
    if (live === undefined) return
    const refuse = (message: string): void => context.addIssue({ code: 'custom', path: ['done', 'when'], message })
    if (!Object.hasOwn(environments, live)) refuse(`must name an environment that is listed: there is no ${live}`)
    else if (environments[live]?.transient === true)
      refuse(`must name an environment that is one for all: ${live} is transient, one for each pull request`)
  })

/** The rules of git-check-ref-format that a tag name can break. */
function isRefName(name: string): boolean {
  return !/[\s~^:?*[\\\u0000-\u001f\u007f]|\.\.|@\{|\/\/|^[-/.]|\/\.|[/.]$|\.lock$/.test(name)
}
