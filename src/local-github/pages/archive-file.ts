import { notFound } from '../world/refusal.js'
import { namedRevision } from './find-revision.js'
import { pathPart, type RepositoryContext } from './page-context.js'

/** GET /{owner}/{repo}/archive/{ref}.zip or .tar.gz */
export async function archiveFile(c: RepositoryContext): Promise<Response> {
  const { world, repository } = c.var
  const git = world.git(repository)
  const [, ref = '', ending = ''] = /^(?:refs\/(?:tags|heads)\/)?(.+)\.(zip|tar\.gz)$/.exec(pathPart(c, 'rest')) ?? []
  const revision = await namedRevision(git, ref)
  if (!revision) throw notFound()
  const name = `${repository.name}-${ref.replace(/^v(?=\d)/, '').replaceAll(/[^\w.-]+/g, '-')}`
  const bytes = await git.run(['archive', `--format=${ending}`, `--prefix=${name}/`, revision.commit])
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': ending === 'zip' ? 'application/zip' : 'application/gzip',
    'Content-Disposition': `attachment; filename="${name}.${ending}"`,
  })
}
