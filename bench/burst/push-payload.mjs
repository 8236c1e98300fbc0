const api = 'https://api.github.com'

/** The addresses that GitHub repeats in every repository of every payload, as it ends them. */
const repositoryUrls =
  `forks keys{/key_id} collaborators{/collaborator} teams hooks issues/events{/number} events assignees{/user}
  branches{/branch} tags git/blobs{/sha} git/tags{/sha} git/refs{/sha} git/trees{/sha} statuses/{sha} languages stargazers contributors
  subscribers subscription commits{/sha} git/commits{/sha} comments{/number} issues/comments{/number} contents/{+path}
  compare/{base}...{head} merges {archive_format}{/ref} downloads issues{/number} pulls{/number} milestones{/number}
  notifications{?since,all,participating} labels{/name} releases{/id} deployments`.split(/\s+/)

/** A push of three commits to the default branch, shaped and as long as GitHub sends it: about 8 kB. */
export function pushPayload({ owner, name, id, installationId, sha }) {
  const user = person(owner, id)
  const commits = [1, 2, 3].map((number) => commit(owner, name, sha, number))
  return {
    ref: 'refs/heads/main',
    before: sha('before'),
    after: commits[2].id,
    repository: repository(user, name, id),
    pusher: { name: owner, email: `${owner}@users.noreply.github.com` },
    sender: user,
    installation: { id: installationId, node_id: `MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u${installationId}` },
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `https://github.com/${owner}/${name}/compare/${sha('before').slice(0, 12)}...${commits[2].id.slice(0, 12)}`,
    commits,
    head_commit: commits[2],
  }
}

function person(login, id) {
  const url = `${api}/users/${login}`
  const listed = 'followers following{/other_user} gists{/gist_id} starred{/owner}{/repo} subscriptions orgs repos'
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    url,
    html_url: `https://github.com/${login}`,
    ...Object.fromEntries(listed.split(' ').map((path) => [`${path.split('{')[0]}_url`, `${url}/${path}`])),
    type: 'User',
    site_admin: false,
  }
}

function repository(owner, name, id) {
  const fullName = `${owner.login}/${name}`
  const url = `${api}/repos/${fullName}`
  return {
    id,
    node_id: `R_${id}`,
    name,
    full_name: fullName,
    private: false,
    owner,
    html_url: `https://github.com/${fullName}`,
    description: 'Tide tables for small harbours',
    fork: false,
    url,
    ...Object.fromEntries(
      repositoryUrls.map((path) => [`${path.split(/[{?.]/)[0].replaceAll('/', '_')}_url`, `${url}/${path}`]),
    ),
    default_branch: 'main',
    created_at: 1_711_000_000,
    updated_at: '2026-11-26T08:00:00Z',
    pushed_at: 1_795_680_000,
    clone_url: `https://github.com/${fullName}.git`,
    language: 'TypeScript',
    license: {
      key: 'mit',
      name: 'MIT License',
      spdx_id: 'MIT',
      url: `${api}/licenses/mit`,
      node_id: 'MDc6TGljZW5zZTEz',
    },
    topics: ['tides', 'harbours'],
    visibility: 'public',
    master_branch: 'main',
  }
}

function commit(owner, name, sha, number) {
  const author = { name: 'Maya', email: 'maya@harbour.example', username: owner }
  const id = sha(`commit ${number}`)
  return {
    id,
    tree_id: sha(`tree ${number}`),
    distinct: true,
    message: `feat(tides): table ${number} of the week (#${number})\n\nOne line a day, seven days from today, as the hydrographic office has them.`,
    timestamp: '2026-11-26T09:00:00+01:00',
    url: `https://github.com/${owner}/${name}/commit/${id}`,
    author,
    committer: author,
    added: [`src/tides/week-${number}.js`, `test/tides/week-${number}.test.js`],
    removed: [],
    modified: ['README.md', 'src/tides/index.js', 'docs/tables.md'],
  }
}
