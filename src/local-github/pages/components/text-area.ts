import { html, type Html } from './html.js'

/** A field for Markdown with its label. A line break leads, since browsers swallow the first one of a text area. */
export function textArea(field: {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly value?: string
  readonly placeholder?: string
  readonly hideLabel?: boolean
  readonly required?: boolean
  readonly className?: string
}): Html {
  const { id, name, label, value = '', placeholder = '', hideLabel = false, required = false, className = '' } = field
  const attributes = html`id="${id}" name="${name}" class="${className}"
  placeholder="${placeholder}"${required ? html` required` : ''}`
  // prettier-ignore -- white space counts in a text area
  return html`<div class="field">
    <label for="${id}" class="${hideLabel ? 'visually-hidden' : ''}">${label}</label>
    <textarea ${attributes}>${'\n'}${value}</textarea>
  </div>`
}

export function textField(field: {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly value?: string
  readonly placeholder?: string
  readonly required?: boolean
  readonly list?: string
}): Html {
  const { id, name, label, value = '', placeholder = '', required = false, list } = field
  return html`<div class="field">
    <label for="${id}">${label}</label
    ><input
      type="text"
      id="${id}"
      name="${name}"
      value="${value}"
      placeholder="${placeholder}"
      autocomplete="off"
      ${required ? html` required` : ''}${list === undefined ? '' : html` list="${list}"`}
    />
  </div>`
}
