import { createHash } from 'node:crypto'
import { styleBase } from './style-base.js'
import { styleParts } from './style-parts.js'
import { styleText } from './style-text.js'

/** The one stylesheet, `/assets/style.css`. */
export const style = [styleBase, styleParts, styleText].join('\n')

/** Changes with the stylesheet, so that browsers may keep it for ever. */
export const styleVersion = createHash('sha256').update(style).digest('hex').slice(0, 12)
