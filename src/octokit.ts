import { ProbotOctokit } from 'probot'

/** The client as an installation's token has set it up; what it may read and write is GitHub's word. */
export type Octokit = InstanceType<typeof ProbotOctokit>

/**
 * The client class that Probot makes its clients from. `pace` keeps GitHub's advice of a second between writes; a GitHub on this very
 * machine asks for none. Retrying is left to the loop, which looks again before it writes again.
 */
export function octokitClass({ pace }: { readonly pace: boolean }): typeof ProbotOctokit {
  return ProbotOctokit.defaults((options: { throttle?: object }) => ({
    ...options,
    retry: { enabled: false },
    throttle: { ...options.throttle, enabled: pace },
  }))
}
