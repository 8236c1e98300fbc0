import { notFound } from '../world/refusal.js'
import { findRevision } from './find-revision.js'
import { pathPart, type RepositoryContext } from './page-context.js'

const images: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  ico: 'image/x-icon',
  svg: 'image/svg+xml',
}

/** The type of a picture, by its name. */
export function imageType(path: string): string | undefined {
  return images[path.split('.').at(-1)?.toLowerCase() ?? '']
}

/** GET /{owner}/{repo}/raw/{ref}/{path}: the bytes, never as a page that could run something. */
export async function rawFile(c: RepositoryContext): Promise<Response> {
  const { world, repository } = c.var
  const git = world.git(repository)
  const { commit, path } = await findRevision(git, pathPart(c, 'rest'))
  const file = /[\n\0]/.test(path) ? undefined : await git.readObject(`${commit}:${path}`)
  if (file?.type !== 'blob') throw notFound()
  const binary = file.content.subarray(0, 8000).includes(0)
  return c.body(new Uint8Array(file.content), 200, {
    'Content-Type': imageType(path) ?? (binary ? 'application/octet-stream' : 'text/plain; charset=utf-8'),
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  })
}
