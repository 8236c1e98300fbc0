/** Where to look: one repository of one installation. */
export interface RepoRef {
  readonly installationId: number
  readonly owner: string
  readonly name: string
}

/** `owner/name`, as people write it and as logs show it. */
export function printRepoRef(repo: Pick<RepoRef, 'owner' | 'name'>): string {
  return `${repo.owner}/${repo.name}`
}
