/**
 * What `.github/landfall.yml` would be in the repositories of the histories, written from the configuration of the tool that released
 * them. `least` is the share of the tool-made releases that has to agree.
 */
export const historyConfigs = [
  {
    // semantic-release, angular preset: the footers of a commit count, whatever its subject.
    name: 'octokit__core.js',
    config: "release:\n  types: { '*': none }\n",
    least: 0.99,
  },
  {
    // release-please, type node. Four releases hold only types that it hides, so their notes were overridden on GitHub.
    name: 'googleapis__release-please',
    config: 'release:\n  types: { deps: patch }\n  pre-1.0: { breaking: major }\n',
    least: 0.988,
  },
  {
    // The same with these types let in, as the repository in fact did.
    name: 'googleapis__release-please',
    config: 'release:\n  types: { deps: patch, build: patch, chore: patch }\n  pre-1.0: { breaking: major }\n',
    least: 0.99,
  },
  {
    // semantic-release, angular preset, and `build` as a patch.
    name: 'karma-runner__karma',
    config: "release:\n  types: { build: patch, '*': none }\n",
    least: 0.99,
  },
]

/** The histories, and the share of releases that has to agree without a configuration; of the tool-made ones, where there are any. */
export const unconfigured = [
  { name: 'octokit__core.js', least: 0.99 },
  { name: 'googleapis__release-please', least: 0.99 },
  { name: 'karma-runner__karma', least: 0.99 },
  { name: 'open-feature__js-sdk', least: 0.95 },
  { name: 'vuejs__core', least: 0.95 },
]
