import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Octokit } from '@octokit/rest'
import { install, refusalOf, serve, type Installed, type Serving } from './serving.js'

const app = { owner: 'alice', repo: 'app' }
const octets = { 'content-type': 'application/octet-stream' }
let serving: Serving
let bot: Installed
let octokit: Octokit
let rest: Octokit['rest']

beforeAll(async () => {
  serving = await serve()
  bot = install(serving, { contents: 'write' })
  octokit = serving.clientOf(await bot.token())
  rest = octokit.rest
})
afterAll(() => serving.close())

let draft: { id: number; upload_url: string }
let count = 0
beforeEach(async () => {
  count += 1
  draft = (await rest.repos.createRelease({ ...app, tag_name: `v${count}.0.0`, draft: true })).data
})

interface Asset {
  readonly id: number
  readonly name: string
  readonly url: string
  readonly browser_download_url: string
}

/** Sends a file to where the release says. */
async function upload(
  name: string,
  data: string | Buffer = 'bytes\n',
  more: object = {},
  as = octokit,
): Promise<Asset> {
  const sent = { method: 'POST' as const, url: draft.upload_url, headers: octets, name, data, ...more }
  return (await as.request(sent)).data as Asset
}

const listed = async () => (await rest.repos.listReleaseAssets({ ...app, release_id: draft.id })).data

describe('a file of a release', () => {
  test('is uploaded to where the release says, bytes as they are', async () => {
    expect(draft.upload_url).toBe(`${serving.url}/api/uploads/repos/alice/app/releases/${draft.id}/assets{?name,label}`)
    const bytes = Buffer.from([0, 255, 13, 10, 128])
    const asset = await upload('app.tgz', bytes, { label: 'The app', headers: { 'content-type': 'application/gzip' } })
    expect(asset).toMatchObject({
      name: 'app.tgz',
      label: 'The app',
      state: 'uploaded',
      size: 5,
      content_type: 'application/gzip',
      digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      download_count: 0,
      uploader: { login: bot.app.bot.login },
    })
    expect(await listed()).toEqual([asset])
    const { data: release } = await rest.repos.getRelease({ ...app, release_id: draft.id })
    expect(release.assets).toEqual([asset])
    expect((await rest.repos.getReleaseAsset({ ...app, asset_id: asset.id })).data).toEqual(asset)
  })

  test('is uploaded by Octokit too, told where that is', async () => {
    const baseUrl = `${serving.url}/api/uploads`
    const sent = { ...app, release_id: draft.id, baseUrl, headers: octets, data: 'bytes\n', name: 'a.txt' }
    expect((await rest.repos.uploadReleaseAsset(sent)).data).toMatchObject({ name: 'a.txt', label: null })
  })

  test('is downloaded as it is, through the API and in a browser once it is published; that is counted', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 128])
    const asset = await upload('app.tgz', bytes)
    const where = { ...app, asset_id: asset.id }
    const { data } = await rest.repos.getReleaseAsset({ ...where, headers: { accept: 'application/octet-stream' } })
    expect(Buffer.from(data as unknown as ArrayBuffer)).toEqual(bytes)
    expect((await fetch(asset.browser_download_url)).status).toBe(404)
    await rest.repos.updateRelease({ ...app, release_id: draft.id, draft: false })
    const { data: published } = await rest.repos.getReleaseAsset(where)
    expect(published.browser_download_url).toBe(`${serving.url}/alice/app/releases/download/v${count}.0.0/app.tgz`)
    const response = await fetch(published.browser_download_url)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=app.tgz')
    expect((await rest.repos.getReleaseAsset(where)).data.download_count).toBe(2)
  })

  test('is one to a name', async () => {
    const asset = await upload('app.tgz')
    const other = await upload('sbom.json')
    const exists = {
      status: 422,
      message: 'Validation Failed',
      errors: [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }],
    }
    expect(await refusalOf(upload('app.tgz'))).toMatchObject(exists)
    const renamed = { ...app, asset_id: other.id, name: 'app.tgz' }
    expect(await refusalOf(rest.repos.updateReleaseAsset(renamed))).toMatchObject(exists)
    await rest.repos.deleteReleaseAsset({ ...app, asset_id: asset.id })
    expect((await rest.repos.updateReleaseAsset({ ...renamed, label: 'It' })).data).toMatchObject({
      name: 'app.tgz',
      label: 'It',
    })
    expect(await listed()).toHaveLength(1)
  })

  test.each([
    ['release notes (final).md', 'release.notes.final.md'],
    ['app_1.0~rc+1@x64.deb', 'app_1.0.rc+1@x64.deb'],
    ['.env', 'default.env'],
    ['ends.', 'ends'],
  ])('named %s is called %s', async (name, called) => {
    expect(await upload(name)).toMatchObject({ name: called })
  })

  test('whose upload is cut off stays open, without anything to download, and can be deleted', async () => {
    const token = await bot.token()
    const { hostname, port } = new URL(serving.url)
    const path = new URL(draft.upload_url.replace(/\{.*/, '?name=half.tgz')).pathname
    const socket = connect(Number(port), hostname)
    const headers = `Host: ${hostname}\r\nAuthorization: Bearer ${token}\r\nContent-Length: 100\r\n`
    socket.write(`POST ${path}?name=half.tgz HTTP/1.1\r\n${headers}\r\nhalf of it`)
    while ((await listed()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    socket.destroy()
    const [half] = await listed()
    expect(half).toMatchObject({ name: 'half.tgz', state: 'open', digest: null })
    const where = { ...app, asset_id: half?.id ?? 0 }
    const download = () => rest.repos.getReleaseAsset({ ...where, headers: { accept: 'application/octet-stream' } })
    expect(await refusalOf(download())).toMatchObject({ status: 404 })
    expect(await refusalOf(upload('half.tgz'))).toMatchObject({ status: 422 })
    await rest.repos.deleteReleaseAsset(where)
    expect(await upload('half.tgz')).toMatchObject({ state: 'uploaded' })
  })

  test('whose answer is lost is there', async () => {
    const rule = serving.github.failsOnce('POST /repos/{owner}/{repo}/releases/{release_id}/assets', {
      kind: 'status',
      status: 502,
      when: 'after',
    })
    expect(await refusalOf(upload('app.tgz'))).toMatchObject({ status: 502 })
    serving.github.faults.remove(rule)
    expect(await listed()).toMatchObject([{ name: 'app.tgz', state: 'uploaded' }])
  })
})

describe('what is not taken', () => {
  test('a file without a name or without bytes', async () => {
    expect(await refusalOf(upload(''))).toMatchObject({
      status: 422,
      errors: [{ resource: 'ReleaseAsset', code: 'missing_field', field: 'name' }],
    })
    expect(await refusalOf(upload('empty.txt', Buffer.alloc(0)))).toMatchObject({ status: 422 })
    expect(await listed()).toEqual([])
  })

  test('a file whose length is not told, or is 2 GiB', async () => {
    const url = draft.upload_url.replace(/\{.*/, '?name=big.img')
    const authorization = `Bearer ${await bot.token()}`
    const body = new Blob(['bytes\n']).stream()
    const unknown = await fetch(url, {
      method: 'POST',
      headers: { authorization },
      body,
      duplex: 'half',
    } as RequestInit)
    expect(unknown.status).toBe(400)
    expect(await saidOf(2 ** 31)).toMatchObject({ errors: [{ message: 'size must be less than 2147483648' }] })
    expect(await listed()).toEqual([])

    /** What is said of a file that is announced to be so long; it is not sent. */
    function saidOf(length: number): Promise<unknown> {
      return new Promise((resolve) => {
        const { hostname, port, pathname, search } = new URL(url)
        const socket = connect(Number(port), hostname)
        const headers = `Host: ${hostname}\r\nAuthorization: ${authorization}\r\nContent-Length: ${length}\r\n`
        socket.write(`POST ${pathname}${search} HTTP/1.1\r\n${headers}\r\n`)
        socket.once('data', (chunk: Buffer) => {
          socket.destroy()
          resolve(JSON.parse(/\r\n\r\n[^{]*(\{.*\})/s.exec(chunk.toString())?.[1] ?? 'null'))
        })
      })
    }
  })

  test('a file for a release that is not there, or at the API’s own root', async () => {
    const sent = { ...app, release_id: 1, baseUrl: `${serving.url}/api/uploads`, headers: octets, data: 'b', name: 'a' }
    expect(await refusalOf(rest.repos.uploadReleaseAsset(sent))).toMatchObject({ status: 404 })
    const elsewhere = draft.upload_url.replace('/api/uploads/', '/api/v3/')
    expect(await refusalOf(upload('a', 'b', { url: elsewhere }))).toMatchObject({ status: 404 })
  })

  test('anything of who may not write', async () => {
    const { id } = await upload('app.tgz')
    const reader = serving.clientOf(await bot.token({ permissions: { contents: 'read' } }))
    for (const [client, status, hidden] of [
      [reader, 403, 404],
      [serving.anonymousClient(), 401, 404],
    ] as const) {
      const { repos } = client.rest
      expect(await refusalOf(upload('more.tgz', 'b', {}, client))).toMatchObject({ status })
      expect(await refusalOf(repos.deleteReleaseAsset({ ...app, asset_id: id }))).toMatchObject({ status })
      expect(await refusalOf(repos.updateReleaseAsset({ ...app, asset_id: id, name: 'b' }))).toMatchObject({ status })
      // A draft and its files are not shown either.
      expect(await refusalOf(repos.getReleaseAsset({ ...app, asset_id: id }))).toMatchObject({ status: hidden })
      expect(await refusalOf(repos.listReleaseAssets({ ...app, release_id: draft.id }))).toMatchObject({
        status: hidden,
      })
    }
    expect(await listed()).toMatchObject([{ name: 'app.tgz' }])
  })
})
