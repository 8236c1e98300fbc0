import type { Actor } from './actor.js'
import {
  contextFields,
  contextFragment,
  requiredFields,
  type ContextsAnswer,
  type RequiredAnswer,
} from './observe-commit-checks.js'
import { commentFields, type CommentNode } from './observe-comments.js'

/** Of a `PullRequest`; wants {@link deployableFragments} and {@link deployableDeclarations}. What they give is a {@link DeployableNode}. */
export const deployableFields = `
  number state isDraft isCrossRepository headRefOid headRefName baseRefName reviewDecision
  author { __typename login }
  mergeCommit { oid }
  baseRef {
    target { oid }
    ${requiredFields}
    compare(headRef: $headBranch) @include(if: $compares) { behindBy baseTarget { oid } headTarget { oid } }
  }
  commits(last: 1) { nodes { commit { oid tree { oid } ${contextFields} } } }
  comments(last: 100) { nodes { ${commentFields} } }`

export const deployableFragments = contextFragment

export const deployableDeclarations =
  '$number: Int!, $checksAfter: String, $isInPullRequest: Boolean!, $headBranch: String!, $compares: Boolean!'

/** Of one pull request; what it lacks of its base is told where its branch is known. */
export function deployableVariables(number: number, branch: string | undefined): Readonly<Record<string, unknown>> {
  return {
    number,
    checksAfter: null,
    isInPullRequest: true,
    headBranch: branch ?? '',
    compares: branch !== undefined,
  }
}

interface ComparisonNode {
  readonly behindBy: number
  readonly baseTarget: { readonly oid: string }
  readonly headTarget: { readonly oid: string }
}

export interface DeployableNode {
  readonly number: number
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED'
  readonly isDraft: boolean
  readonly isCrossRepository: boolean
  readonly headRefOid: string
  readonly headRefName: string
  readonly baseRefName: string
  readonly reviewDecision: 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | null
  readonly author: Actor
  readonly mergeCommit: { readonly oid: string } | null
  readonly baseRef:
    | ({ readonly target: { readonly oid: string } | null; readonly compare?: ComparisonNode | null } & RequiredAnswer)
    | null
  readonly commits: {
    readonly nodes: readonly {
      readonly commit: { readonly oid: string; readonly tree: { readonly oid: string } } & ContextsAnswer
    }[]
  }
  readonly comments: { readonly nodes: readonly CommentNode[] }
}
