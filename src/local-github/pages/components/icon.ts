import { raw, type Html } from './html.js'

/** Drawn on a grid of 16, in the colour of the text around them; always beside words, so hidden from screen readers. */
const shapes = {
  repository: '<path d="M3.5 13.2V3.1c0-.9.7-1.6 1.6-1.6h7.4v10.3H5a1.5 1.5 0 0 0 0 2.7h7.5v-2.7"/>',
  code: '<path d="m5.2 4.2-3.7 3.8 3.7 3.8M10.8 4.2l3.7 3.8-3.7 3.8"/>',
  issue: '<circle cx="8" cy="8" r="6.3"/><circle cx="8" cy="8" r="1.4" fill="currentColor" stroke="none"/>',
  'issue-closed': '<circle cx="8" cy="8" r="6.3"/><path d="m5.3 8.2 1.9 1.9 3.6-3.9"/>',
  'not-planned': '<circle cx="8" cy="8" r="6.3"/><path d="m3.6 12.4 8.8-8.8"/>',
  pull: '<circle cx="4" cy="3.4" r="1.7"/><circle cx="4" cy="12.6" r="1.7"/><circle cx="12" cy="12.6" r="1.7"/><path d="M4 5.1v5.8M12 10.9V6.3c0-1.4-.8-2.3-2.2-2.3H7.4M9.3 1.8 7 4l2.3 2.2"/>',
  'pull-closed':
    '<circle cx="4" cy="3.4" r="1.7"/><circle cx="4" cy="12.6" r="1.7"/><circle cx="12" cy="12.6" r="1.7"/><path d="M4 5.1v5.8M12 10.9V8M10 1.8l4 4M14 1.8l-4 4"/>',
  merge:
    '<circle cx="4" cy="3.4" r="1.7"/><circle cx="4" cy="12.6" r="1.7"/><circle cx="12" cy="8.6" r="1.7"/><path d="M4 5.1v5.8M4 5.1c.4 2.3 2.5 3.5 6.3 3.5"/>',
  tag: '<path d="M1.8 2.6v4.6c0 .4.2.8.5 1.1l5.7 5.7c.6.6 1.5.6 2.1 0l3.9-3.9c.6-.6.6-1.5 0-2.1L8.3 2.3c-.3-.3-.7-.5-1.1-.5H2.6c-.4 0-.8.4-.8.8Z"/><circle cx="5" cy="5" r="1" fill="currentColor" stroke="none"/>',
  branch:
    '<circle cx="4.5" cy="3.4" r="1.7"/><circle cx="4.5" cy="12.6" r="1.7"/><circle cx="11.5" cy="4.4" r="1.7"/><path d="M4.5 5.1v5.8M11.5 6.1c0 2.4-1.6 3-3.6 3-1.7 0-3.4.3-3.4 1.8"/>',
  commit: '<circle cx="8" cy="8" r="2.7"/><path d="M1 8h4.3M10.7 8H15"/>',
  folder: '<path d="M1.6 12.6V3.4h4.3l1.6 1.8h6.9v7.4Z" fill="currentColor" fill-opacity=".18"/>',
  file: '<path d="M3.4 1.7h5.9l3.3 3.3v9.3H3.4Z"/><path d="M9.2 1.8v3.3h3.3"/>',
  check: '<path d="m2.8 8.5 3.4 3.4 7-7.6"/>',
  cross: '<path d="m3.5 3.5 9 9M12.5 3.5l-9 9"/>',
  dot: '<circle cx="8" cy="8" r="4" fill="currentColor" stroke="none"/>',
  skip: '<circle cx="8" cy="8" r="6.3"/><path d="M5 8h6"/>',
  pencil: '<path d="m2 14 .8-3.4 8-8a1.3 1.3 0 0 1 1.9 0l.7.7c.5.5.5 1.3 0 1.9l-8 8Z"/>',
  comment: '<path d="M2 2.6h12v8.6H7.6l-3 2.6v-2.6H2Z"/>',
  webhook:
    '<circle cx="8" cy="3.8" r="2"/><circle cx="3.6" cy="11.6" r="2"/><circle cx="12.4" cy="11.6" r="2"/><path d="M7 5.6 4.6 9.9M9 5.6l2.4 4.3M5.6 11.6h4.8"/>',
  trash: '<path d="M2.5 4h11M6 4V2.2h4V4M3.8 4l.7 9.8h7L12.2 4"/>',
  harbour:
    '<circle cx="8" cy="3.2" r="1.7"/><path d="M8 4.9v9.4M4.6 7.3h6.8M1.8 9.4c.4 3 2.9 4.9 6.2 4.9s5.8-1.9 6.2-4.9"/>',
} as const

export type IconName = keyof typeof shapes

export function icon(name: IconName): Html {
  return raw(
    `<svg class="icon" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes[name]}</svg>`,
  )
}
