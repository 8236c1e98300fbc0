import { describe, expect } from '@jest/globals'
import { scenario } from '../support/scenario.js'

/** A lockfile longer than what GitHub gives as text, with a character of three bytes across the cut at 512,000 bytes. */
function longLockfile(version: string): string {
  const start = `{\n  "name": "harbour",\n  "version": "${version}",\n  "packages": {\n    "": { "version": "${version}" },\n    "a": "`
  const filled = start + 'x'.repeat(511_999 - Buffer.byteLength(start))
  return `${filled}☃${'é'.repeat(20_000)}"\n  }\n}\n`
}

describe('files that carry the version', () => {
  scenario(
    'a JSON path and a marked line move, and nothing else does',
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      const json = '{\r\n\t"app" : { "version":"1.0.0" }, // ours\r\n\t"version": "7"\r\n}'
      const source = "export const version = '1.0.0' // x-release-please-version\nexport const since = '1.0.0'\n"
      await maintainer.commits({ message: 'fix: a', files: { 'app/app.json': json, 'src/version.ts': source } })
      await maintainer.merges(await repo.releasePullRequest())
      expect(await repo.file('app/app.json')).toBe(json.replace('1.0.0', '1.0.1'))
      expect(await repo.file('src/version.ts')).toBe(source.replace('1.0.0', '1.0.1'))
      expect(await repo.file('package.json')).toContain('"version": "1.0.1"')
    },
    { config: 'release:\n  files:\n    - src/version.ts\n    - { path: app/app.json, json: $.app.version }\n' },
  )

  scenario(
    'a file that is missing stops the release, and the pull request says so',
    async ({ repo, maintainer, bot }) => {
      await repo.released('v1.0.0')
      await maintainer.commits({ message: 'fix: a', files: { 'version.txt': '1.0.0 x-landfall-version\n' } })
      await repo.releasePullRequest()
      await maintainer.commits({ message: 'feat: b', files: { 'version.txt': null } })
      expect(bot.reasons()).toContain('version-file-missing')
      const { body, title } = await repo.releasePullRequest()
      expect(body).toContain('release.files names `version.txt`')
      expect(title).toBe('chore: release 1.0.1')
      expect(await repo.file('CHANGELOG.md', 'landfall/release')).not.toContain('b (')

      await maintainer.commits({ message: 'chore: the version again', files: { 'version.txt': '1.0.0' } })
      expect(bot.reasons()).toContain('nowhere-for-version')
      await maintainer.commits({ message: 'chore: say where', files: { 'version.txt': '1.0.0 x-landfall-version' } })
      const mended = await repo.releasePullRequest()
      expect(mended.title).toBe('chore: release 1.1.0')
      expect(mended.body).not.toContain('version.txt')
      expect(await repo.file('version.txt', 'landfall/release')).toBe('1.1.0 x-landfall-version')
    },
    { config: 'release:\n  files: [version.txt]\n' },
  )

  scenario('16 … Lockfiles left behind (release-please#2561)', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    const lock = longLockfile('1.0.0')
    expect(Buffer.from(lock).subarray(511_999, 512_002).toString()).toBe('☃')
    const shrinkwrap = '{"name": "harbour", "version": "1.0.0", "packages": {"": {"version": "1.0.0"}}}'
    await maintainer.commits({
      message: 'fix: a',
      files: { 'package-lock.json': lock, 'npm-shrinkwrap.json': shrinkwrap },
    })
    await maintainer.merges(await repo.releasePullRequest())
    expect((await repo.file('package-lock.json')) === longLockfile('1.0.1')).toBe(true)
    expect(await repo.file('npm-shrinkwrap.json')).toBe(shrinkwrap.replaceAll('1.0.0', '1.0.1'))
    expect(JSON.parse((await repo.file('package.json')) ?? '')).toMatchObject({ version: '1.0.1' })
  })
})
