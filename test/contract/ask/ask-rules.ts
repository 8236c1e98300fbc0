import type { Octokit } from '@octokit/rest'
import type { Where } from './where.js'

/** Protection of a branch of its own, and rulesets for branches that nobody has. */
export async function askRules(octokit: Octokit, where: Where): Promise<void> {
  const branch = { ...where, branch: 'feature/slashed' }
  await octokit.rest.repos.updateBranchProtection({
    ...branch,
    required_status_checks: { strict: true, contexts: [], checks: [{ context: 'ci' }] },
    enforce_admins: true,
    required_pull_request_reviews: { required_approving_review_count: 1, dismiss_stale_reviews: true },
    restrictions: null,
    required_linear_history: true,
    allow_force_pushes: false,
  })
  await octokit.rest.repos.getBranchProtection(branch)
  await octokit.rest.repos.getBranch(branch)
  await octokit.rest.repos.getStatusChecksProtection(branch)
  await octokit.rest.repos.updateStatusCheckProtection({
    ...branch,
    strict: false,
    checks: [{ context: 'ci' }, { context: 'lint' }],
  })
  await octokit.rest.repos.deleteBranchProtection(branch)
  const conditions = { ref_name: { include: ['refs/heads/nobody/*'], exclude: [] } }
  const { data: ruleset } = await octokit.rest.repos.createRepoRuleset({
    ...where,
    name: 'keep',
    target: 'branch',
    enforcement: 'active',
    conditions,
    bypass_actors: [{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' }],
    rules: [{ type: 'deletion' }, { type: 'non_fast_forward' }, { type: 'required_linear_history' }],
  })
  const named = { ...where, ruleset_id: ruleset.id }
  await octokit.rest.repos.getRepoRuleset(named)
  await octokit.rest.repos.getRepoRulesets({ ...where, per_page: 1 })
  await octokit.rest.repos.updateRepoRuleset({ ...named, name: 'kept', enforcement: 'active' })
  await octokit.rest.repos.getBranchRules({ ...where, branch: 'nobody/here' })
  await octokit.rest.repos.deleteRepoRuleset(named)
}
