import { Hono } from 'hono'
import type { PageEnv } from '../page-context.js'
import { liveScript } from './live-script.js'
import { style } from './style.js'

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5f73"/><g fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"><circle cx="16" cy="8.6" r="2.6"/><path d="M16 11.4v14M10.6 15h10.8M6.6 18c.6 4.6 4.3 7.4 9.4 7.4s8.8-2.8 9.4-7.4"/></g></svg>`

/** Named with their version in the query, so browsers keep them. */
const headers = { 'Cache-Control': 'public, max-age=31536000, immutable' }

export function assetRoutes(): Hono<PageEnv> {
  return new Hono<PageEnv>()
    .get('/style.css', (c) => c.body(style, 200, { ...headers, 'Content-Type': 'text/css; charset=utf-8' }))
    .get('/live.js', (c) => c.body(liveScript, 200, { ...headers, 'Content-Type': 'text/javascript; charset=utf-8' }))
    .get('/icon.svg', (c) => c.body(icon, 200, { 'Cache-Control': 'max-age=86400', 'Content-Type': 'image/svg+xml' }))
}
