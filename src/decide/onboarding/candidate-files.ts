const workflows = ['release-please', 'release', 'publish', 'main', 'ci', 'release-drafter'].flatMap((name) =>
  ['yml', 'yaml'].map((ending) => `.github/workflows/${name}.${ending}`),
)

/** Workflows that may carry the inputs of a release action. A workflow of another name is not found. */
export const workflowPaths: readonly string[] = workflows

/** Where the configuration of semantic-release is, in the order in which it looks itself; `package.json` comes first. */
export const semanticReleasePaths = ['.releaserc', '.releaserc.json', '.releaserc.yaml', '.releaserc.yml'] as const

/** Its configurations that are programs: they can be found, not read. */
export const semanticReleasePrograms = [
  '.releaserc.js',
  '.releaserc.cjs',
  'release.config.js',
  'release.config.cjs',
  'release.config.mjs',
  'release.config.ts',
] as const

/** All that is looked at, at once, where a repository is met for the first time. */
export const candidatePaths: readonly string[] = [
  'package.json',
  'release-please-config.json',
  '.release-please-manifest.json',
  ...semanticReleasePaths,
  ...semanticReleasePrograms,
  '.changeset/config.json',
  '.changeset/pre.json',
  '.github/release-drafter.yml',
  '.github/release-drafter.yaml',
  'CHANGELOG.md',
  ...workflows,
]
