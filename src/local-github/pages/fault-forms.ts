import { Hono } from 'hono'
import type { Faults } from '../faults/create-faults.js'
import { faultPresets } from '../faults/fault-presets.js'
import { failsOnceRule } from '../faults/fails-once.js'
import type { FaultRule, RequestEffect, WebhookEffect } from '../faults/fault-rule.js'
import { FaultRuleError } from '../faults/read-rule.js'
import { Refusal } from '../world/refusal.js'
import { faultsPage, type FaultDraft } from './faults-page.js'
import { readForm, seeOther } from './form.js'
import type { PageContext, PageEnv } from './page-context.js'

const here = '/settings/faults'

/** /settings/faults: what goes wrong here, and the forms that make and end it. */
export function faultPages(): Hono<PageEnv> {
  const pages = new Hono<PageEnv>()

  pages.get('/', (c) => faultsPage(c, faultsOf(c)))

  pages.post('/', async (c) => {
    const { preset, ...draft } = await readForm(c)
    const chosen = faultPresets.find(({ id }) => id === preset)
    try {
      faultsOf(c).add(chosen?.rule ?? ruleOf(draft))
      return seeOther(c, here)
    } catch (error) {
      if (error instanceof FaultRuleError) return faultsPage(c, faultsOf(c), { draft, problems: error.problems })
      throw error
    }
  })

  pages.post('/remove', async (c) => {
    const { id } = await readForm(c)
    if (id === undefined) faultsOf(c).clear()
    else faultsOf(c).remove(id)
    return seeOther(c, here)
  })

  pages.post('/lag', async (c) => {
    const entries = Object.entries(await readForm(c)).map(([name, text]) => [name, Number(text)])
    try {
      c.var.world.lag.set(Object.fromEntries(entries) as object)
      return seeOther(c, here)
    } catch (error) {
      if (error instanceof RangeError) throw new Refusal(422, error.message)
      throw error
    }
  })

  return pages
}

function faultsOf(c: PageContext): Faults {
  const { faults } = c.var.options
  if (!faults) throw new Refusal(404, 'This server makes no faults.')
  return faults
}

/** What somebody wrote into the form, right or wrong. */
function ruleOf({ target = '', effect = '', number = '', nth }: FaultDraft): FaultRule {
  const [kind = '', when] = effect.split(' ')
  const amount = kind === 'status' ? { status: Number(number || 502) } : kind === 'delay' ? { ms: Number(number) } : {}
  const whole = { kind, ...amount, ...(when === undefined ? {} : { when }) } as RequestEffect | WebhookEffect
  return { ...failsOnceRule(target.trim(), whole), ...(nth === 'every' ? { nth } : {}) } as FaultRule
}
