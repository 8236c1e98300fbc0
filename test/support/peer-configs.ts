/** What four other tools are told of a repository that they release: values by file, to be written as JSON, which is YAML as well. */

export const releasePlease = {
  'release-please-config.json': {
    'release-type': 'node',
    'changelog-sections': [
      { type: 'feat', section: 'Features' },
      { type: 'fix', section: 'Bug Fixes' },
      { type: 'docs', section: 'Documentation' },
      { type: 'perf', section: 'Speed', hidden: true },
    ],
    packages: { '.': { 'extra-files': ['src/version.ts', { type: 'json', path: 'app.json', jsonpath: '$.version' }] } },
  },
  '.release-please-manifest.json': { '.': '0.4.1' },
  'package.json': { name: '@acme/harbour', version: '0.4.1' },
}

export const semanticRelease = {
  '.releaserc.json': {
    branches: ['main', { name: 'beta', prerelease: true }],
    tagFormat: 'release-${version}',
    plugins: [
      [
        '@semantic-release/commit-analyzer',
        {
          preset: 'conventionalcommits',
          releaseRules: [
            { type: 'docs', release: 'patch' },
            { type: 'perf', release: false },
            { type: 'chore', scope: 'deps', release: 'patch' },
          ],
        },
      ],
      '@semantic-release/release-notes-generator',
      ['@semantic-release/changelog', { changelogFile: 'docs/CHANGES.md' }],
      '@semantic-release/npm',
      '@semantic-release/github',
    ],
  },
}

export const releaseDrafter = {
  '.github/release-drafter.yml': {
    'name-template': 'v$RESOLVED_VERSION',
    'tag-template': 'v$RESOLVED_VERSION',
    categories: [{ title: 'Features', labels: ['feature'] }],
    'version-resolver': {
      major: { labels: ['breaking'] },
      minor: { labels: ['type: feature', 'tide'] },
      patch: { labels: ['bug'] },
      default: 'patch',
    },
    autolabeler: [{ label: 'tide', title: ['/^(tide|moon)/i'] }],
  },
}

export const changesets = {
  '.changeset/config.json': { changelog: '@changesets/cli/changelog', fixed: [], linked: [], access: 'public' },
  'package.json': { name: 'harbour', version: '1.4.0' },
}
