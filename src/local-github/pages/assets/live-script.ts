import { createHash } from 'node:crypto'

/**
 * Renews the page's content when something happens in its repository. An improvement only: every page is whole without it. It never
 * touches a page on which a field has the focus or holds text that was not sent, and listens only while the page is visible, since a
 * browser keeps few connections to one server.
 */
export const liveScript = `'use strict'
;(() => {
  const main = document.getElementById('main')
  const topic = main && main.dataset.live
  if (!topic || !window.EventSource) return
  let source, timer, missed = false

  function busy() {
    const active = document.activeElement
    if (active && main.contains(active) && active.matches('input, textarea, select')) return true
    return [...main.querySelectorAll('input, textarea, select')].some((field) => {
      if (field.type === 'hidden') return false
      if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked
      if (field.matches('select')) return false
      return field.value !== field.defaultValue
    })
  }

  async function renew() {
    if (busy()) { missed = true; return }
    missed = false
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined)
    if (!answer || !answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const content = fresh.getElementById('main')
    if (!content || busy()) { missed = true; return }
    document.title = fresh.title
    morph(main, content)
  }

  // Keeps what stays the same, so that focus, selection and open parts stay where they are.
  function morph(old, fresh) {
    if (old.isEqualNode(fresh)) return
    const now = [...old.childNodes], then = [...fresh.childNodes]
    let start = 0
    while (start < now.length && start < then.length && same(now[start], then[start])) start += 1
    let end = 0
    while (end < now.length - start && end < then.length - start && same(now[now.length - 1 - end], then[then.length - 1 - end])) end += 1
    const gone = now.slice(start, now.length - end), come = then.slice(start, then.length - end)
    const anchor = now[now.length - end] || null
    come.forEach((node, index) => {
      const known = gone[index]
      if (!known) return old.insertBefore(document.importNode(node, true), anchor)
      if (known.nodeType !== 1 || known.nodeName !== node.nodeName || known.id !== node.id || known.nodeName === 'FORM') return known.replaceWith(document.importNode(node, true))
      for (const { name } of [...known.attributes]) if (name !== 'open' && !node.hasAttribute(name)) known.removeAttribute(name)
      for (const { name, value } of node.attributes) if (name !== 'open') known.setAttribute(name, value)
      morph(known, node)
    })
    gone.slice(come.length).forEach((node) => node.remove())
  }

  function same(a, b) {
    if (a.isEqualNode(b)) return true
    if (a.nodeName !== 'DETAILS' || b.nodeName !== 'DETAILS' || a.open === b.open) return false
    const copy = a.cloneNode(true)
    copy.open = b.open
    return copy.isEqualNode(b)
  }

  function soon() {
    clearTimeout(timer)
    timer = setTimeout(() => { renew(); timer = setTimeout(renew, 1500) }, 250)
  }

  function listen() {
    source = new EventSource('/events?topic=' + encodeURIComponent(topic))
    // What happened between the page and the first word of this stream is not told of.
    source.addEventListener('open', soon)
    source.addEventListener('change', soon)
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) { if (source) source.close(); source = undefined }
    else if (!source) { listen(); soon() }
  })
  main.addEventListener('focusout', () => { if (missed) soon() })
  window.addEventListener('pagehide', () => source && source.close())
  window.addEventListener('pageshow', (event) => { if (event.persisted) { listen(); soon() } })
  if (!document.hidden) listen()
})()
`

export const liveScriptVersion = createHash('sha256').update(liveScript).digest('hex').slice(0, 12)
